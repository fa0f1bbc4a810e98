package render

import (
	"strings"

	"doisoat/internal/audit"
	"doisoat/internal/lang"
	"doisoat/schema"
)

// Checks of the sample; the real ones live in packages that this one does not import.
var (
	untied = &schema.Check{Code: "R101", Name: "untied-figure", Severity: schema.Error}
	footed = &schema.Check{Code: "V201", Name: "unfooted-total", Severity: schema.Error}
	blank  = &schema.Check{Code: "S101", Name: "blank-left", Severity: schema.Note}
	named  = &schema.Check{Code: "V402", Name: "near-duplicate-unit", Severity: schema.Warning}
)

const (
	samplePara = "Toàn huyện thực hiện tốt. Xã An Phú đạt 73,92% kế hoạch, cao nhất TP. Hải Hà; cả năm tiếp nhận 1.234 hồ sơ. Các xã khác chưa báo cáo."
	sampleItem = "- Các xã đạt trên 80%, tính đến hết tháng sáu năm nay, theo báo cáo của văn phòng và của các đơn vị liên quan: Bình Minh 91,82%; Cẩm Sơn 90,93%; Đông Hòa 87,41%; Phú Mỹ 79,38%; Tân Lập 77,62%; Yên Bái 75,97%."
)

// sample is a made-up run with a document of lines or of blocks, a workbook, a table
// in the document, and a finding of every kind of place.
func sample(lines bool) *audit.Result {
	path, format := "du-thao.docx", "docx"
	if lines {
		path, format = "du-thao.md", "md"
	}
	doc := &schema.Document{Source: 0, Lines: lines, Blocks: []schema.Block{
		{Kind: schema.Paragraph, Text: "Số:     /BC-UBND", Number: 1, Source: anchor(lines, 3)},
		{Kind: schema.Paragraph, Text: samplePara, Number: 2, Source: anchor(lines, 5)},
		{Kind: schema.ListItem, Text: sampleItem, Number: 3, Source: anchor(lines, 7)},
		{Kind: schema.TableBlock, Sheet: 1, Number: 4},
	}}
	book := &schema.Sheet{Source: 1, Name: "Phụ lục 1", Index: 1, Cells: [][]schema.Cell{
		{text("STT"), text("Xã"), text("Tổng"), text("Tỷ lệ (%)")},
		{text("1"), text("An Phú"), number("1.087", 1087, 0), number("75,32", 7532, 2)},
		{text("2"), text("Bình Minh"), number("12", 12, 0), number("91,82", 9182, 2)},
		{text(""), text("Tổng cộng"), number("1.100", 1100, 0), text("")},
	}}
	inner := &schema.Sheet{Source: 0, Index: 1, InText: true, Block: 3, Cells: [][]schema.Cell{
		{text("Xã"), text("Số hộ")},
		{text("An  Phú"), number("25", 25, 0)},
	}}
	if lines {
		for r := range inner.Cells {
			for c := range inner.Cells[r] {
				inner.Cells[r][c].Line, inner.Cells[r][c].Column = int32(9+r), int32(3+12*c)
			}
		}
	} else {
		inner.Numbers = []int{4, 5}
	}
	table := &schema.Table{Sheet: 0, Top: 0, Left: 0, Bottom: 3, Right: 3, LabelCol: 1,
		Columns: []schema.Column{
			{Col: 0, Path: []string{"STT"}, Kind: schema.Ordinal},
			{Col: 1, Path: []string{"Xã"}, Kind: schema.Label},
			{Col: 2, Path: []string{"Tổng"}, Kind: schema.Count, Number: "1"},
			{Col: 3, Path: []string{"Tỷ lệ (%)"}, Kind: schema.Ratio, Number: "2"},
		},
		Rows: []schema.Row{
			{Row: 1, Kind: schema.UnitRow, Label: "An Phú", Parent: -1},
			{Row: 2, Kind: schema.UnitRow, Label: "Bình Minh", Parent: -1},
			{Row: 3, Kind: schema.TotalRow, Label: "Tổng cộng", Parent: -1},
		},
		Doubts: []schema.Message{schema.Say("sample.doubt")},
	}
	table.Index()
	rep := &schema.Report{
		Sources: []schema.Source{
			{Path: path, Format: format, SHA256: strings.Repeat("ab", 32)},
			{Path: "phu-luc.xlsx", Format: "xlsx", SHA256: strings.Repeat("cd", 32)},
		},
		Document: doc, Sheets: []*schema.Sheet{book, inner}, Tables: []*schema.Table{table},
	}
	cells := schema.NewCellLedger()
	total := schema.Ref{Sheet: 0, Row: 3, Col: 2}
	cells.Mark(total, schema.CellContradicted)
	cells.Recomputed[total] = true
	cells.Mark(schema.Ref{Sheet: 0, Row: 1, Col: 3}, schema.CellConsistent)

	ratio := schema.AtCell(schema.Ref{Sheet: 0, Row: 1, Col: 3})
	figure := spanOf(1, samplePara, "73,92%")
	return &audit.Result{
		Report: rep, Pack: lang.Vietnamese, Cells: cells,
		Checks: []audit.CheckTally{
			{Check: footed, Tally: schema.Tally{Items: 1, Failed: 1}},
			{Check: untied, Tally: schema.Tally{Items: 3, Passed: 1, Failed: 1, Undecided: 1}},
			{Check: blank, Tally: schema.Tally{Items: 1, Failed: 1}},
			{Check: named, Tally: schema.Tally{Items: 2, Failed: 1, Passed: 1}},
		},
		Findings: []schema.Finding{
			{Code: "S101", Severity: schema.Note, At: schema.AtSpan(spanOf(0, "Số:     /BC-UBND", "Số:     /")), Message: schema.Say("còn chỗ trống chưa điền số văn bản")},
			{
				Code: "R101", Severity: schema.Error, At: schema.AtSpan(figure),
				Message:  schema.Say("An Phú: 73,92% khác với số trong bảng"),
				Reported: "73,92%", Computed: "75,32%", Unit: "An Phú", Indicator: "(2) Tỷ lệ (%)",
				Cause:    "transposed",
				Evidence: []schema.Evidence{{At: ratio, Role: "reported", Text: "75,32"}},
				Fixes: []schema.Fix{
					{Title: schema.Say("trong lời văn, ghi 75,32%"), At: schema.AtSpan(figure), Replacement: "75,32%", Applicability: schema.Unsafe},
					{Title: schema.Say("hoặc trong bảng, ghi 73,92"), At: ratio, Replacement: "73,92", Applicability: schema.Unsafe},
				},
			},
			{
				Code: "R101", Severity: schema.Warning, At: schema.AtSpan(spanOf(2, sampleItem, "Phú Mỹ 79,38%")),
				Message: schema.Say("Phú Mỹ không đạt điều kiện trên 80%"), Reported: "Phú Mỹ 79,38%", Units: []string{"Phú Mỹ"},
			},
			{Code: "V402", Severity: schema.Warning, At: schema.AtCell(schema.Ref{Sheet: 1, Row: 1, Col: 0}), Message: schema.Say("tên có hai dấu cách"), Reported: "An  Phú"},
			{
				Code: "V201", Severity: schema.Error, At: schema.AtCell(total),
				Message: schema.Say("tổng cộng 1.100 khác với tổng các dòng 1.099"), Reported: "1.100", Computed: "1.099",
				Unit: "Tổng cộng", Indicator: "(1) Tổng",
				Evidence: []schema.Evidence{
					{At: schema.AtCell(schema.Ref{Sheet: 0, Row: 1, Col: 2}), Role: "addend", Text: "1.087"},
					{At: schema.AtCell(schema.Ref{Sheet: 0, Row: 2, Col: 2}), Role: "addend", Text: "12"},
				},
			},
			{Code: "V402", Severity: schema.Warning, At: schema.Location{Kind: schema.InSheet}, Message: schema.Say("cột số có \x1b[31mmàu\x1b[0m")},
		},
		Figures: []schema.Figure{
			{Span: figure, Text: "73,92%", Number: schema.Number{Value: schema.Decimal{Coef: 7392, Places: 2}, Shown: 2, Percent: true}, Numeric: true,
				Role: schema.RoleValue, Verdict: schema.Contradicted, Unit: "An Phú", Indicator: "(2) Tỷ lệ (%)", Cells: []schema.Ref{ratio.Ref}, Computed: "75.32"},
			{Span: spanOf(1, samplePara, "1.234"), Text: "1.234", Number: schema.Number{Value: schema.Int(1234)}, Numeric: true, Role: schema.RoleValue, Why: schema.Say("không rõ chỉ tiêu")},
			{Span: spanOf(2, sampleItem, "80%"), Text: "80%", Number: schema.Number{Value: schema.Int(80), Percent: true}, Numeric: true, Role: schema.RoleTarget, Verdict: schema.Tied},
			{Span: spanOf(2, sampleItem, "sáu"), Text: "sáu", Role: schema.RoleDate, Verdict: schema.NotClaim},
		},
	}
}

func anchor(lines bool, line int) []schema.Anchor {
	if !lines {
		return nil
	}
	return []schema.Anchor{{Offset: 0, Line: line, Column: 1}}
}

// spanOf finds words in a text that the sample itself wrote.
func spanOf(block int, text, words string) schema.Span {
	i := strings.Index(text, words)
	if i < 0 {
		panic("the sample lacks " + words)
	}
	return schema.Span{Block: block, Start: i, End: i + len(words)}
}

func text(s string) schema.Cell {
	if s == "" {
		return schema.Cell{}
	}
	return schema.Cell{Raw: s, Kind: schema.Text}
}

func number(raw string, coef int64, places int8) schema.Cell {
	return schema.Cell{Raw: raw, Kind: schema.Numeric, Number: schema.Number{Value: schema.Decimal{Coef: coef, Places: places}, Shown: places}}
}
