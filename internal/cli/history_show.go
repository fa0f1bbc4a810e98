package cli

import (
	"encoding/csv"
	"encoding/json"
	"path"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"doisoat/internal/series"
	"doisoat/internal/store"
	"doisoat/schema"
)

func (s *session) historyListCommand() *cobra.Command {
	var file *string
	var format *choice
	cmd := &cobra.Command{
		Use:  "list",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.historyList(*file, format.value)
		},
	}
	file = storeFlag(cmd)
	format = choose(cmd, "format", "text", "json")
	s.chooseLanguage(cmd)
	return cmd
}

// listed is a report in `history list --format json`.
type listed struct {
	Name    string `json:"name"`
	Period  string `json:"period"`
	SHA256  string `json:"sha256"`
	Tool    string `json:"tool"`
	Files   int    `json:"files"`
	Tables  int    `json:"tables"`
	Figures int    `json:"figures"`
	Errors  int    `json:"errors"`
	Warns   int    `json:"warnings"`
	Notes   int    `json:"notes"`
}

// historyList lists the reports of a store by period, and the files it could not read.
func (s *session) historyList(file, format string) error {
	st, err := s.openStore(file, false)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.List()
	if err != nil {
		return err
	}
	unread, err := st.Unread()
	if err != nil {
		return err
	}
	if format == "json" {
		for i := range list {
			m := &list[i]
			s.json(listed{m.Name, m.Period.String(), m.Key, m.Tool, m.Files, m.Tables, m.Figures, m.Errors, m.Warnings, m.Notes})
		}
		for _, u := range unread {
			s.json(map[string]string{"name": u.Name, "sha256": u.SHA256, "unread": s.unreadWhy(&u)})
		}
		return nil
	}
	for i := range list {
		m := &list[i]
		period := m.Period.String()
		if period == "" {
			period = "?"
		}
		s.line("history.list.report", "period", period, "name", m.Name, "tables", m.Tables, "figures", m.Figures, "errors", m.Errors, "warnings", m.Warnings, "notes", m.Notes)
	}
	for _, u := range unread {
		s.line("history.add.unread", "name", u.Name, "why", s.unreadWhy(&u))
	}
	s.line("history.list.sum", "reports", len(list), "unread", len(unread))
	return nil
}

// unreadWhy is the reason kept for a file, in the language of the command.
func (s *session) unreadWhy(u *store.Unread) string {
	if s.pack.Code == "en" {
		return u.En
	}
	return u.Vi
}

// json writes a value as a line of JSON.
func (s *session) json(value any) {
	e := json.NewEncoder(&s.out)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		panic(err) // every value here can be written
	}
}

func (s *session) historyShowCommand() *cobra.Command {
	var file *string
	cmd := &cobra.Command{
		Use:  "show",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.historyShow(args, *file) },
	}
	file = storeFlag(cmd)
	s.chooseLanguage(cmd)
	return cmd
}

// historyShow prints one report: its files, tables and findings.
func (s *session) historyShow(args []string, file string) error {
	if len(args) == 0 {
		return fail(ExitUsage, "history.usage.report")
	}
	if err := none(args[1:]); err != nil {
		return err
	}
	st, err := s.openStore(file, false)
	if err != nil {
		return err
	}
	defer st.Close()
	name, err := find(st, args[0], file)
	if err != nil {
		return err
	}
	all, err := st.Reports(name, store.Parts{Tables: true, Findings: true, Ledger: true})
	if err != nil {
		return err
	}
	r := all[0]
	period := r.Period.String()
	if period == "" {
		period = "?"
	}
	s.line("history.show.report", "name", r.Name, "period", period, "tool", r.Tool)
	for _, f := range r.Sources {
		s.line("history.show.file", "path", f.Path, "format", f.Format, "sha256", f.SHA256)
	}
	for i := range r.Tables {
		t := &r.Tables[i]
		area := schema.A1(t.Top, t.Left) + ":" + schema.A1(t.Bottom, t.Right)
		s.line("history.show.table", "sheet", t.Sheet, "area", area, "title", t.Title, "rows", len(t.Rows), "columns", len(t.Columns), "figures", len(t.Cells))
	}
	verdicts := map[string]int{}
	for i := range r.Ledger {
		verdicts[r.Ledger[i].Verdict]++
	}
	if len(r.Ledger) > 0 {
		s.line("history.show.ledger", "figures", len(r.Ledger), "tied", verdicts["tied"], "contradicted", verdicts["contradicted"], "undecided", verdicts["undecided"])
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		s.line("history.show.finding", "severity", s.pack.Say(schema.Say("screen.severity."+f.Severity)), "code", f.Code, "place", f.Place, "message", f.Message)
	}
	return nil
}

// find is the report of a store that a name means: its whole name, its path, or the end of
// one name only.
func find(st *store.Store, asked, file string) (string, error) {
	list, err := st.List()
	if err != nil {
		return "", err
	}
	var ends, names []string
	for i := range list {
		name := list[i].Name
		if name == asked || name == below(file, asked) {
			return name, nil
		}
		if strings.HasSuffix(name, "/"+asked) || strings.TrimSuffix(path.Base(name), path.Ext(name)) == asked {
			ends = append(ends, name)
		}
		names = append(names, name)
	}
	switch {
	case len(ends) == 1:
		return ends[0], nil
	case len(ends) > 1:
		return "", fail(ExitUsage, "history.several", "name", asked, "first", ends[0], "second", ends[1])
	case len(names) == 0:
		return "", fail(ExitUsage, "history.empty", "store", file)
	}
	return "", fail(ExitUsage, "history.noreport", "name", asked, "nearest", nearest(asked, names))
}

func (s *session) historyExportCommand() *cobra.Command {
	var file *string
	var format *choice
	cmd := &cobra.Command{
		Use:  "export",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := none(args); err != nil {
				return err
			}
			return s.historyExport(*file, format.value)
		},
	}
	file = storeFlag(cmd)
	format = choose(cmd, "format", "jsonl", "csv")
	s.chooseLanguage(cmd)
	return cmd
}

// exported is one figure of `history export`, in the order of its columns.
type exported struct {
	Report    string `json:"report"`
	Period    string `json:"period"`
	Sheet     string `json:"sheet"`
	Cell      string `json:"cell"`
	Table     string `json:"table"`
	Unit      string `json:"unit"`
	Indicator string `json:"indicator"`
	Span      string `json:"span"` // that the figure covers
	Value     string `json:"value"`
	Text      string `json:"text"`
}

// historyExport prints every figure of every report, a line each.
func (s *session) historyExport(file, format string) error {
	st, err := s.openStore(file, false)
	if err != nil {
		return err
	}
	defer st.Close()
	list, err := st.List()
	if err != nil {
		return err
	}
	w := csv.NewWriter(&s.out)
	if format == "csv" {
		w.Write([]string{"report", "period", "sheet", "cell", "table", "unit", "indicator", "span", "value", "text"})
	}
	for i := range list {
		all, err := st.Reports(list[i].Name, store.Parts{Tables: true})
		if err != nil {
			return err
		}
		for _, e := range exports(all[0]) {
			if format == "csv" {
				w.Write([]string{e.Report, e.Period, e.Sheet, e.Cell, e.Table, e.Unit, e.Indicator, e.Span, e.Value, e.Text})
			} else {
				s.json(e)
			}
		}
	}
	w.Flush()
	return w.Error()
}

// exports are the figures of a report.
func exports(r *series.Report) []exported {
	var out []exported
	for i := range r.Tables {
		t := &r.Tables[i]
		columns := series.Columns(r, t)
		for _, c := range t.Cells {
			col := &t.Columns[c.Col]
			value := c.Number.Value.String()
			if c.Number.Scale > 0 {
				value += "e" + strconv.Itoa(int(c.Number.Scale))
			}
			out = append(out, exported{
				Report: r.Name, Period: r.Period.String(), Sheet: t.Sheet, Cell: schema.A1(t.Rows[c.Row].Row, col.Col), Table: t.Title,
				Unit: t.Rows[c.Row].Label, Indicator: strings.Join(col.Path, " / "), Span: columns[c.Col].Span.String(), Value: value, Text: c.Raw,
			})
		}
	}
	return out
}
