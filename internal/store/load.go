package store

import (
	"database/sql"
	"encoding/json"

	"doisoat/internal/series"
	"doisoat/schema"
)

// Summary is a report in a list.
type Summary struct {
	ID                                    int64
	Key, Name, Lang, Tool                 string
	Period                                series.Span
	Files, Tables, Figures                int
	Errors, Warnings, Notes               int
	Claims, Tied, Contradicted, Undecided int
}

// Keys are the hashes of the reports that the store has, with their names.
func (s *Store) Keys() (map[string]string, error) {
	out := map[string]string{}
	err := s.each("SELECT key, name FROM report", nil, func(r *sql.Rows) error {
		var key, name string
		err := r.Scan(&key, &name)
		out[key] = name
		return err
	})
	return out, err
}

// each runs a query and gives every row.
func (s *Store) each(query string, args []any, row func(*sql.Rows) error) error {
	rows, err := s.db.Query(query, args...)
	if err != nil {
		return s.told(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return s.told(err)
		}
	}
	return s.told(rows.Err())
}

// List sums the reports up, by period and name.
func (s *Store) List() ([]Summary, error) {
	var out []Summary
	err := s.each(`SELECT id, key, name, lang, tool, year, first, last,
		(SELECT count(*) FROM source WHERE report = r.id),
		(SELECT count(*) FROM data_table WHERE report = r.id),
		(SELECT count(*) FROM figure f JOIN data_table t ON t.id = f.data_table WHERE t.report = r.id),
		(SELECT count(*) FROM finding WHERE report = r.id AND severity = 'error'),
		(SELECT count(*) FROM finding WHERE report = r.id AND severity = 'warning'),
		(SELECT count(*) FROM finding WHERE report = r.id AND severity = 'note'),
		(SELECT count(*) FROM claim WHERE report = r.id),
		(SELECT count(*) FROM claim WHERE report = r.id AND verdict = 'tied'),
		(SELECT count(*) FROM claim WHERE report = r.id AND verdict = 'contradicted'),
		(SELECT count(*) FROM claim WHERE report = r.id AND verdict = 'undecided')
		FROM report r ORDER BY year, last, first, name`, nil, func(r *sql.Rows) error {
		var m Summary
		err := r.Scan(&m.ID, &m.Key, &m.Name, &m.Lang, &m.Tool, &m.Period.Year, &m.Period.First, &m.Period.Last,
			&m.Files, &m.Tables, &m.Figures, &m.Errors, &m.Warnings, &m.Notes, &m.Claims, &m.Tied, &m.Contradicted, &m.Undecided)
		out = append(out, m)
		return err
	})
	return out, err
}

// Unread lists the files that could not be read.
func (s *Store) Unread() ([]Unread, error) {
	var out []Unread
	err := s.each("SELECT name, sha256, vi, en FROM unread ORDER BY name", nil, func(r *sql.Rows) error {
		var u Unread
		err := r.Scan(&u.Name, &u.SHA256, &u.Vi, &u.En)
		out = append(out, u)
		return err
	})
	return out, err
}

// Parts say what of each report is loaded beside its name and period.
type Parts struct{ Tables, Findings, Ledger bool }

// Reports loads the reports in the order of their names; name picks one, "" all.
func (s *Store) Reports(name string, p Parts) ([]*series.Report, error) {
	var out []*series.Report
	at := map[int64]*series.Report{}
	where, args := "", []any(nil)
	if name != "" {
		where, args = " WHERE report IN (SELECT id FROM report WHERE name = ?)", []any{name}
	}
	query := "SELECT id, key, name, lang, tool, year, first, last FROM report"
	if name != "" {
		query += " WHERE name = ?"
	}
	err := s.each(query+" ORDER BY name", args, func(r *sql.Rows) error {
		m := &series.Report{}
		err := r.Scan(&m.ID, &m.Key, &m.Name, &m.Lang, &m.Tool, &m.Period.Year, &m.Period.First, &m.Period.Last)
		out, at[m.ID] = append(out, m), m
		return err
	})
	if err != nil {
		return nil, err
	}
	err = s.each("SELECT report, path, format, sha256 FROM source"+where+" ORDER BY report, n", args, func(r *sql.Rows) error {
		var id int64
		var f series.Source
		err := r.Scan(&id, &f.Path, &f.Format, &f.SHA256)
		at[id].Sources = append(at[id].Sources, f)
		return err
	})
	if err == nil && p.Tables {
		err = s.tables(at, where, args)
	}
	if err == nil && p.Findings {
		err = s.each("SELECT report, code, severity, fingerprint, unit, indicator, reported, computed, cause, place, message FROM finding"+where+" ORDER BY report, n", args, func(r *sql.Rows) error {
			var id int64
			var f series.Finding
			err := r.Scan(&id, &f.Code, &f.Severity, &f.Fingerprint, &f.Unit, &f.Indicator, &f.Reported, &f.Computed, &f.Cause, &f.Place, &f.Message)
			at[id].Findings = append(at[id].Findings, f)
			return err
		})
	}
	if err == nil && p.Ledger {
		err = s.each("SELECT report, text, value, role, verdict, unit, indicator, reason, place FROM claim"+where+" ORDER BY report, n", args, func(r *sql.Rows) error {
			var id int64
			var c series.Claim
			err := r.Scan(&id, &c.Text, &c.Value, &c.Role, &c.Verdict, &c.Unit, &c.Indicator, &c.Reason, &c.Place)
			at[id].Ledger = append(at[id].Ledger, c)
			return err
		})
	}
	return out, err
}

// place is where a table of the store stands in what is loaded.
type place struct {
	report *series.Report
	n      int
}

func (p place) table() *series.Table { return &p.report.Tables[p.n] }

// tables loads the tables of the reports with their columns, rows and figures.
func (s *Store) tables(at map[int64]*series.Report, where string, args []any) error {
	places := map[int64]place{}
	err := s.each("SELECT id, report, source, sheet, top, left_, bottom, right_, title, captions, unit, label_col FROM data_table"+where+" ORDER BY report, n", args, func(r *sql.Rows) error {
		var id, report int64
		var captions string
		var t series.Table
		if err := r.Scan(&id, &report, &t.Source, &t.Sheet, &t.Top, &t.Left, &t.Bottom, &t.Right, &t.Title, &captions, &t.Unit, &t.LabelCol); err != nil {
			return err
		}
		m := at[report]
		places[id] = place{m, len(m.Tables)}
		m.Tables = append(m.Tables, t)
		return json.Unmarshal([]byte(captions), &m.Tables[len(m.Tables)-1].Captions)
	})
	if err != nil {
		return err
	}
	inside := ""
	if where != "" {
		inside = " WHERE data_table IN (SELECT id FROM data_table" + where + ")"
	}
	err = s.each("SELECT data_table, col, path, number, kind, unit FROM table_column"+inside+" ORDER BY data_table, n", args, func(r *sql.Rows) error {
		var id int64
		var path string
		var c series.Column
		if err := r.Scan(&id, &c.Col, &path, &c.Number, &c.Kind, &c.Unit); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(path), &c.Path); err != nil {
			return err
		}
		t := places[id].table()
		t.Columns = append(t.Columns, c)
		return nil
	})
	if err == nil {
		err = s.each("SELECT data_table, row, kind, level, ordinal, label, parent, of_which, unit FROM table_row"+inside+" ORDER BY data_table, n", args, func(r *sql.Rows) error {
			var id int64
			var of int
			var w series.Row
			err := r.Scan(&id, &w.Row, &w.Kind, &w.Level, &w.Ordinal, &w.Label, &w.Parent, &of, &w.Unit)
			w.OfWhich = of != 0
			if t := places[id].table(); err == nil {
				t.Rows = append(t.Rows, w)
			}
			return err
		})
	}
	if err == nil {
		err = s.figures(places, inside, args)
	}
	return err
}

func (s *Store) figures(places map[int64]place, inside string, args []any) error {
	return s.each("SELECT data_table, row, col, coefficient, places, shown, scale, percent, raw FROM figure"+inside+" ORDER BY data_table, row, col", args, func(r *sql.Rows) error {
		var id int64
		var percent int
		var c series.Cell
		var n schema.Number
		if err := r.Scan(&id, &c.Row, &c.Col, &n.Value.Coef, &n.Value.Places, &n.Shown, &n.Scale, &percent, &c.Raw); err != nil {
			return err
		}
		n.Percent = percent != 0
		c.Number = n
		t := places[id].table()
		t.Cells = append(t.Cells, c)
		return nil
	})
}
