package gate

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"slices"

	"doisoat/internal/render"
	"doisoat/schema"
)

// CertificateVersion is the version of the form of a certificate.
const CertificateVersion = 1

// Certificate says what was checked, by which rules, and how it came out: enough to
// tell later whether the very files at hand passed.
type Certificate struct {
	Version int         `json:"certificate"`
	Tool    render.Tool `json:"tool"`
	Passed  bool        `json:"passed"`
	FailOn  string      `json:"failOn"`
	// Until is the last day of the waiver that ends first among those that were needed.
	Until    string             `json:"until,omitempty"`
	Inputs   []CertifiedFile    `json:"inputs"`
	Rules    []CertifiedFile    `json:"rules"` // spec, config and baseline
	Tally    render.Tally       `json:"tally"`
	Findings []CertifiedFinding `json:"findings"`
	Figures  []CertifiedFigure  `json:"undecided"`
	Off      []string           `json:"checksOff,omitempty"`
	Digest   string             `json:"digest,omitempty"` // of all the rest, in canonical form
}

// CertifiedFile is a file by its content; its name is for people.
type CertifiedFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// CertifiedFinding is a finding and why it did not count, if it did not.
type CertifiedFinding struct {
	Fingerprint string                `json:"fingerprint"`
	Code        string                `json:"code"`
	Severity    string                `json:"severity"`
	Message     string                `json:"message"`
	Waiver      *render.FindingWaiver `json:"waiver,omitempty"`
	Known       bool                  `json:"known,omitempty"`
}

// CertifiedFigure is a figure of the prose that the run could not decide.
type CertifiedFigure struct {
	Text   string `json:"text"`
	Reason string `json:"reason"`
}

// NewCertificate makes the certificate of an answer. rules are the other files that the
// verdict hangs on.
func NewCertificate(a *render.Answer, failOn, until string, passed bool, off []string, rules []CertifiedFile) *Certificate {
	c := &Certificate{
		Version: CertificateVersion, Tool: a.Tool, Passed: passed, FailOn: failOn, Until: until, Off: off,
		Inputs: []CertifiedFile{}, Rules: append([]CertifiedFile{}, rules...), Tally: a.Tally,
		Findings: []CertifiedFinding{}, Figures: []CertifiedFigure{},
	}
	for _, in := range a.Inputs {
		c.Inputs = append(c.Inputs, CertifiedFile{in.Path, in.SHA256})
	}
	for i := range a.Findings {
		f := &a.Findings[i]
		c.Findings = append(c.Findings, CertifiedFinding{f.Fingerprint, f.Code, f.Severity, f.Message, f.Waiver, f.Known})
	}
	for i := range a.Figures {
		if f := &a.Figures[i]; f.Verdict == schema.Undecided.String() {
			c.Figures = append(c.Figures, CertifiedFigure{f.Text, f.Reason})
		}
	}
	return c
}

// Bytes is the certificate with its digest, in canonical form (RFC 8785: no white space,
// keys in order; it holds no fractions) and a line break.
func (c *Certificate) Bytes() ([]byte, error) {
	sealed := *c
	sum, err := c.digest()
	if err != nil {
		return nil, err
	}
	sealed.Digest = sum
	out, err := canonical(&sealed)
	return append(out, '\n'), err
}

func (c *Certificate) digest() (string, error) {
	bare := *c
	bare.Digest = ""
	text, err := canonical(&bare)
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// canonical writes a value as RFC 8785 says, for values without fractions: by way of
// maps, whose keys the encoder sorts. Keys are ASCII, so that the order of their bytes is
// that of their UTF-16 units.
func canonical(value any) ([]byte, error) {
	text, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var tree any
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(tree); err != nil {
		return nil, err
	}
	out := bytes.TrimRight(b.Bytes(), "\n")
	// The encoder writes two line separators as escapes, for the sake of JavaScript.
	out = bytes.ReplaceAll(out, []byte(`\u2028`), []byte("\u2028"))
	return bytes.ReplaceAll(out, []byte(`\u2029`), []byte("\u2029")), nil
}

// Ways in which a certificate is none.
var (
	ErrNoCertificate = errors.New("no certificate")
	ErrAltered       = errors.New("altered since it was made")
)

// ReadCertificate reads a certificate and holds it against its own digest.
func ReadCertificate(data []byte) (*Certificate, error) {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	var c Certificate
	if err := d.Decode(&c); err != nil {
		return nil, ErrNoCertificate
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) || c.Version != CertificateVersion || c.Tool.Name != "doisoat" {
		return nil, ErrNoCertificate
	}
	if sum, err := c.digest(); err != nil || sum != c.Digest {
		return nil, ErrAltered
	}
	return &c, nil
}

// Match is how files stand to a certificate.
type Match struct {
	Missing []CertifiedFile // certified, and not among the files
	Strange []string        // names of files that the certificate does not cover
}

// Compare holds files, by name and SHA-256, against the certificate. Names do not matter.
func (c *Certificate) Compare(files []CertifiedFile) Match {
	var m Match
	has := func(list []CertifiedFile, sum string) bool {
		return slices.ContainsFunc(list, func(f CertifiedFile) bool { return f.SHA256 == sum })
	}
	for _, f := range c.Inputs {
		if !has(files, f.SHA256) {
			m.Missing = append(m.Missing, f)
		}
	}
	for _, f := range files {
		if !has(c.Inputs, f.SHA256) {
			m.Strange = append(m.Strange, f.Name)
		}
	}
	return m
}
