scholarfolioExport("bibtex", {{ "{" }}{{ range $at, $page := (site.GetPage "/papers").Pages }}{{ if $at }}, {{ end }}{{ jsonify .Params.id }}: {{ jsonify (partial "bib.txt" .) }}{{ end }}});
