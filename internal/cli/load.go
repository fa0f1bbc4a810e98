package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"doisoat/internal/formula"
	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/schema"
)

// load reads the inputs of a command, and the user's spec when one is named.
func (s *session) load(paths []string, spec string, lim read.Limits) (*schema.Report, error) {
	// The spec comes first: it is small, and its faults are the user's own.
	var given *schema.Spec
	if spec != "" {
		var err error
		if given, err = loadSpec(spec); err != nil {
			return nil, err
		}
	}
	go formula.Prepare()
	rep, err := read.Files(paths, lim)
	if err != nil {
		return nil, err
	}
	rep.Spec = given
	return rep, nil
}

// loadSpec reads a spec; an error tells all of its faults.
func loadSpec(path string) (*schema.Spec, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		var why *fs.PathError
		if errors.As(err, &why) {
			err = why.Err
		}
		return nil, fail(ExitUsage, "cli.spec", "path", path, "why", err.Error())
	}
	spec, faults := schema.LoadSpec(path, data, formula.CheckRule)
	if len(faults) > 0 {
		return nil, specFaults(faults)
	}
	return spec, nil
}

// specFaults are the faults of a spec, told one a line: file, line, column, what is
// wrong, and the offending text where the message does not quote it.
type specFaults []schema.SpecFault

func (f specFaults) Error() string { return f.In(lang.English) }

// In tells the faults in the language of a pack.
func (f specFaults) In(p *lang.Pack) string {
	lines := make([]string, len(f))
	for i, fault := range f {
		lines[i] = fmt.Sprintf("%s:%d:%d: %s", fault.Path, fault.Line, fault.Column, p.Say(fault.Message))
		if !strings.Contains(lines[i], fault.Text) {
			lines[i] += ": " + fault.Text
		}
	}
	return strings.Join(lines, "\n")
}
