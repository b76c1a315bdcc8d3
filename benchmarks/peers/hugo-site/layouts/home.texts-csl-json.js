scholarfolioExport("csl-json", {{ "{" }}{{ range $at, $page := (site.GetPage "/papers").Pages }}{{ if $at }}, {{ end }}{{ jsonify .Params.id }}: {{ jsonify (partial "csl.txt" .) }}{{ end }}});
