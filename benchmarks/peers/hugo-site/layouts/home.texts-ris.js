scholarfolioExport("ris", {{ "{" }}{{ range $at, $page := (site.GetPage "/papers").Pages }}{{ if $at }}, {{ end }}{{ jsonify .Params.id }}: {{ jsonify (partial "ris.txt" .) }}{{ end }}});
