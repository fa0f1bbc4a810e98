package validate_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/schema"
	"doisoat/validate"
)

func TestShow(t *testing.T) {
	pack := lang.Vietnamese
	if os.Getenv("SHOWLANG") == "en" {
		pack = lang.English
	}
	paths, _ := filepath.Glob(os.Getenv("SHOW"))
	for _, path := range paths {
		rep, err := read.Files([]string{path}, read.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		if err := recognize.Report(rep, pack); err != nil {
			t.Fatal(err)
		}
		fmt.Println("==", path, len(rep.Tables), "tables")
		for _, tb := range rep.Tables {
			for _, r := range tb.Rules {
				fmt.Println("   ", r.ID, r.Text, "hard", r.Hard, r.Held, r.Support, r.Form, r.Origin)
			}
		}
		var fs []schema.Finding
		shared := map[any]any{}
		for _, c := range validate.Suite() {
			var tally schema.Tally
			if err := c.Run(&schema.Pass{Report: rep, Check: c, Tally: &tally, Findings: &fs, Cells: schema.NewCellLedger(), Shared: shared}); err != nil {
				t.Fatal(err)
			}
		}
		for _, f := range fs {
			fmt.Println("  ", f.Code, f.Severity, schema.A1(f.At.Ref.Row, f.At.Ref.Col), f.Cause, len(f.Evidence), pack.Say(f.Message))
		}
	}
}
