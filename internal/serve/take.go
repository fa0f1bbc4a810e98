package serve

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"mime"
	"net/http"
	"path"
	"strings"

	"doisoat/internal/gate"
	"doisoat/internal/lang"
	"doisoat/internal/render"
)

// failOn is the severity at which a report does not pass, as with the command.
const failOn = "error"

// The names of what can be taken away, besides the copies of the files.
const (
	noteName        = "doisoat-note.md"
	pageName        = "doisoat-report.html"
	certificateName = "doisoat-certificate.json"
	specName        = "doisoat-spec.yaml"
	configName      = "doisoat.yaml" // the waivers, for the command
	allName         = "doisoat.zip"
)

// take makes a file to be taken away, of the report as it came, whatever is tried on.
func (d *desk) take(name string, pack *lang.Pack) (data []byte, ok bool, err error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	s := d.see(d.base, pack)
	switch name {
	case noteName:
		data, err = s.view.Markdown()
	case pageName:
		data, err = s.view.HTML()
	case certificateName:
		data, err = d.certificate(s)
	case specName:
		data, err = d.specFile()
	case configName:
		if len(d.waivers) == 0 {
			return nil, false, nil
		}
		data, err = d.config(s)
	default:
		return nil, false, nil
	}
	return data, err == nil, err
}

// certificate says what was checked and how it came out.
func (d *desk) certificate(s *seen) ([]byte, error) {
	var rules []gate.CertifiedFile
	if d.spec != nil {
		text, err := d.specFile()
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		rules = append(rules, gate.CertifiedFile{Name: specName, SHA256: hex.EncodeToString(sum[:])})
	}
	if len(d.waivers) > 0 {
		text, err := d.config(s)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(text)
		rules = append(rules, gate.CertifiedFile{Name: configName, SHA256: hex.EncodeToString(sum[:])})
	}
	passed := !gate.Fails(s.view.Result.Findings, failOn)
	return gate.NewCertificate(s.view.Answer(), failOn, s.waivers.LastDay(), passed, nil, rules).Bytes()
}

// config is a config of the command with the waivers of the desk.
func (d *desk) config(s *seen) (text []byte, err error) {
	told := map[string]string{}
	a := s.view.Answer()
	for i := range a.Findings {
		told[a.Findings[i].Fingerprint] = a.Findings[i].Message
	}
	for i := len(d.waivers) - 1; i >= 0; i-- { // each is put before the others
		if text, err = gate.AddWaiver(text, d.waivers[i], told[d.waivers[i].Finding]); err != nil {
			return nil, err
		}
	}
	return text, nil
}

// copies are the files of the desk with the findings in place.
func (d *desk) copies(pack *lang.Pack, suggest bool) ([]render.File, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.see(d.base, pack).view.Annotate(render.AnnotateOptions{
		Suggest: suggest, Ticks: suggest, Limits: d.server.opt.Limits,
		Bytes: func(i int) ([]byte, error) { return d.files[i].Data, nil },
	})
}

// pack puts all that can be taken away into one archive.
func (d *desk) all(pack *lang.Pack) ([]byte, error) {
	files, err := d.copies(pack, false)
	if err != nil {
		return nil, err
	}
	for _, name := range []string{noteName, pageName, certificateName, specName, configName} {
		data, ok, err := d.take(name, pack)
		if err != nil {
			return nil, err
		}
		if ok {
			files = append(files, render.File{Name: name, Data: data})
		}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		w, err := z.Create(f.Name)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(f.Data); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// kinds are the media types of what can be taken away.
var kinds = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".html": "text/html; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".json": "application/json", ".yaml": "application/yaml", ".zip": "application/zip",
}

// hand sends a file to be kept under a name, never to be shown in place.
func hand(w http.ResponseWriter, name string, data []byte) {
	kind := kinds[strings.ToLower(path.Ext(name))]
	if kind == "" {
		kind = "application/octet-stream"
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	w.Write(data)
}

// marked is the name of an annotated copy, so that it does not fall on the file itself.
func marked(name string) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(name, ext) + " (doisoat)" + ext
}
