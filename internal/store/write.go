package store

import (
	"database/sql"
	"encoding/json"

	"doisoat/internal/series"
)

// Put writes a report in one transaction. A report of the same name, whose files had
// other contents then, gives way to it, as does the note that its file was unreadable.
func (s *Store) Put(r *series.Report) error {
	tx, err := s.db.Begin()
	if err != nil {
		return s.told(err)
	}
	defer tx.Rollback()
	w := writer{tx: tx}
	w.report(r)
	if w.err != nil {
		return s.told(w.err)
	}
	return s.told(tx.Commit())
}

// Unread is a file that could not be read.
type Unread struct{ Name, SHA256, Vi, En string }

// PutUnread notes a file that could not be read.
func (s *Store) PutUnread(u Unread) error {
	_, err := s.db.Exec("INSERT OR REPLACE INTO unread (name, sha256, vi, en) VALUES (?, ?, ?, ?)", u.Name, u.SHA256, u.Vi, u.En)
	return s.told(err)
}

// Forget takes a report out.
func (s *Store) Forget(name string) error {
	_, err := s.db.Exec("DELETE FROM report WHERE name = ?", name)
	return s.told(err)
}

// writer writes the rows of one report; after an error it does nothing more.
type writer struct {
	tx  *sql.Tx
	err error
}

func (w *writer) exec(query string, args ...any) (id int64) {
	if w.err != nil {
		return 0
	}
	res, err := w.tx.Exec(query, args...)
	if err == nil {
		id, err = res.LastInsertId()
	}
	w.err = err
	return id
}

// many runs one statement for each of n rows.
func (w *writer) many(query string, n int, row func(i int) []any) {
	if w.err != nil || n == 0 {
		return
	}
	stmt, err := w.tx.Prepare(query)
	if err != nil {
		w.err = err
		return
	}
	defer stmt.Close()
	for i := range n {
		if _, w.err = stmt.Exec(row(i)...); w.err != nil {
			return
		}
	}
}

func (w *writer) report(r *series.Report) {
	w.exec("DELETE FROM report WHERE name = ? OR key = ?", r.Name, r.Key)
	w.exec("DELETE FROM unread WHERE name = ?", r.Name)
	id := w.exec("INSERT INTO report (key, name, lang, tool, year, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)",
		r.Key, r.Name, r.Lang, r.Tool, r.Period.Year, r.Period.First, r.Period.Last)
	w.many("INSERT INTO source VALUES (?, ?, ?, ?, ?)", len(r.Sources), func(i int) []any {
		s := &r.Sources[i]
		return []any{id, i, s.Path, s.Format, s.SHA256}
	})
	for i := range r.Tables {
		w.table(id, i, &r.Tables[i])
	}
	w.many("INSERT INTO finding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", len(r.Findings), func(i int) []any {
		f := &r.Findings[i]
		return []any{id, i, f.Code, f.Severity, f.Fingerprint, f.Unit, f.Indicator, f.Reported, f.Computed, f.Cause, f.Place, f.Message}
	})
	w.many("INSERT INTO claim VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", len(r.Ledger), func(i int) []any {
		c := &r.Ledger[i]
		return []any{id, i, c.Text, c.Value, c.Role, c.Verdict, c.Unit, c.Indicator, c.Reason, c.Place}
	})
}

func (w *writer) table(report int64, n int, t *series.Table) {
	id := w.exec("INSERT INTO data_table (report, n, source, sheet, top, left_, bottom, right_, title, captions, unit, label_col) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		report, n, t.Source, t.Sheet, t.Top, t.Left, t.Bottom, t.Right, t.Title, w.list(t.Captions), t.Unit, t.LabelCol)
	w.many("INSERT INTO table_column VALUES (?, ?, ?, ?, ?, ?, ?)", len(t.Columns), func(i int) []any {
		c := &t.Columns[i]
		return []any{id, i, c.Col, w.list(c.Path), c.Number, int(c.Kind), c.Unit}
	})
	w.many("INSERT INTO table_row VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", len(t.Rows), func(i int) []any {
		r := &t.Rows[i]
		return []any{id, i, r.Row, int(r.Kind), r.Level, r.Ordinal, r.Label, r.Parent, truth(r.OfWhich), r.Unit}
	})
	w.many("INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", len(t.Cells), func(i int) []any {
		c := &t.Cells[i]
		return []any{id, c.Row, c.Col, c.Number.Value.Coef, int(c.Number.Value.Places), int(c.Number.Shown), int(c.Number.Scale), truth(c.Number.Percent), c.Raw}
	})
}

// list writes texts as a JSON list.
func (w *writer) list(texts []string) string {
	if len(texts) == 0 {
		return "[]"
	}
	b, err := json.Marshal(texts)
	if err != nil && w.err == nil {
		w.err = err
	}
	return string(b)
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}
