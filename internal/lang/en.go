package lang

// English is the pack of English statistical bulletins.
var English = &Pack{
	Code:    "en",
	Decimal: '.',
	Table: TableWords{
		Total:      []string{"total", "all", "grand total", "overall", "sum", "whole", "year"},
		OfWhich:    []string{"of which", "including", "thereof", "o/w"},
		Divided:    []string{"by", "broken down by"},
		UnitLine:   []string{"unit", "units", "unit of measure"},
		Ordinal:    []string{"no", "no.", "#", "rank", "item"},
		Label:      []string{"unit", "name", "area", "region", "district", "indicator", "item", "period", "month"},
		Note:       []string{"note", "notes", "source", "sources"},
		Appendix:   []string{"appendix", "annex", "table"},
		Ratio:      []string{"rate", "ratio", "share", "%", "percent", "percentage", "per cent"},
		Index:      []string{"index", "change", "growth", "compared with", "on previous"},
		Average:    []string{"average", "mean"},
		None:       []string{"-", "--", "..", "...", "…", "x", "n/a", ":"},
		Prefixes:   []string{"the", "district of", "city of", "province of", "county of"},
		Scales:     map[string]int8{"hundred": 2, "thousand": 3, "thousands": 3, "million": 6, "millions": 6, "billion": 9, "billions": 9, "000s": 3},
		Months:     map[string]int{"january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12},
		YearWord:   []string{"year"},
		MonthWord:  []string{"month"},
		QuarterWrd: []string{"quarter"},
		Units:      []string{"number", "persons", "people", "households", "usd", "us$", "$", "£", "€", "eur", "gbp", "dollars", "euros", "pounds", "tonnes", "tons", "kg", "ha", "hectares", "km", "km2", "m2", "m3", "kwh", "mw", "gwh", "visits", "units", "points", "percentage points", "hours", "days", "years", "cases", "pupils", "schools", "teachers", "beds", "litres"},
		Difference: []string{"balance", "difference", "net", "surplus", "deficit", "remaining"},
		Partial:    []string{"selected", "main", "major", "some"},
		Share:      []string{"share", "structure", "distribution"},
	},
	say: merge(enValidate, enReconcile, enScreen, enRead, enRecognize, enSpec),
}
