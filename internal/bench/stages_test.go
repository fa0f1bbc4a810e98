package bench

import (
	"testing"

	"doisoat/internal/audit"
	"doisoat/internal/claim"
	"doisoat/internal/read"
	"doisoat/internal/recognize"
	"doisoat/internal/render"
	"doisoat/schema"
)

// load reads the dispatch.
func load(b *testing.B) *schema.Report {
	b.Helper()
	rep, err := read.Files([]string{draft, appendix}, read.DefaultLimits())
	if err != nil {
		b.Fatal(err)
	}
	return rep
}

// fresh times a stage that changes its report: each turn gets a new one, made outside
// of the time and the allocations that are counted.
func fresh(b *testing.B, make func() *schema.Report, stage func(*schema.Report) error) {
	b.ReportAllocs()
	for range b.N {
		b.StopTimer()
		rep := make()
		b.StartTimer()
		if err := stage(rep); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStages measures each stage by itself; flow is all of them but reading and
// rendering, so that what the checks cost is flow less recognise and claims.
func BenchmarkStages(b *testing.B) {
	reads := map[string][]string{"read-md": {draft}, "read-docx": {word}, "read-xlsx": {appendix}}
	for _, name := range []string{"read-md", "read-docx", "read-xlsx"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := read.Files(reads[name], read.DefaultLimits()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	pack := audit.Language(load(b))
	recognised := func() *schema.Report {
		rep := load(b)
		if err := recognize.Report(rep, pack); err != nil {
			b.Fatal(err)
		}
		return rep
	}
	b.Run("recognise", func(b *testing.B) {
		fresh(b, func() *schema.Report { return load(b) }, func(rep *schema.Report) error { return recognize.Report(rep, pack) })
	})
	b.Run("claims", func(b *testing.B) {
		rep := recognised()
		b.ReportAllocs()
		for b.Loop() {
			claim.Read(rep, pack)
		}
	})
	b.Run("flow", func(b *testing.B) {
		fresh(b, func() *schema.Report { return load(b) }, func(rep *schema.Report) error {
			_, err := audit.Run(rep, audit.Options{})
			return err
		})
	})
	res, err := audit.Run(load(b), audit.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("render-json", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := render.NewView(res, nil, "bench").JSON(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("render-text", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := render.NewView(res, nil, "bench").Text(render.TextOptions{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
