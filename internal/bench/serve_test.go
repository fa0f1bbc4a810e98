package bench

import (
	"bufio"
	"bytes"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"
)

// BenchmarkServe times, in turn, the start of the server up to its first page, the way of
// the dispatch from its upload to the page of its result, and the command on the same
// files. The first is to be at most 300 ms; the second at most 3 times the third.
func BenchmarkServe(b *testing.B) {
	tool := build(b, "doisoat/cmd/doisoat")
	kind, body := form(b, word, appendix)
	var starts, results, commands []time.Duration
	for b.Loop() {
		start := time.Now()
		address, stop := serving(b, tool)
		fetch(b, address)
		starts = append(starts, time.Since(start))

		start = time.Now()
		r, err := http.Post(address+"check", kind, bytes.NewReader(body)) // follows to the page
		if err != nil {
			b.Fatal(err)
		}
		page := drain(b, r)
		for bytes.Contains(page, []byte(`class="wait"`)) {
			fetch(b, r.Request.URL.String()+"wait?seen=4") // held open until the work is over
			page = fetch(b, r.Request.URL.String())
		}
		results = append(results, time.Since(start))
		if !bytes.Contains(page, []byte(`<article class="card`)) {
			b.Fatal("the page of the result has no findings")
		}
		stop()
		commands = append(commands, run(b, tool, []int{0, 1}, "check", "--format", "html", word, appendix))
	}
	shown, result, command := median(starts), median(results), median(commands)
	b.ReportMetric(float64(shown.Microseconds())/1000, "start-ms")
	b.ReportMetric(float64(result.Microseconds())/1000, "result-ms")
	b.ReportMetric(float64(command.Microseconds())/1000, "command-ms")
	b.ReportMetric(float64(result)/float64(command), "ratio")
}

// serving starts the server and gives the address that it prints.
func serving(b *testing.B, tool string) (address string, stop func()) {
	b.Helper()
	cmd := exec.Command(tool, "serve", "--no-browser")
	said, err := cmd.StderrPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		b.Fatal(err)
	}
	line, err := bufio.NewReader(said).ReadString('\n')
	if address = regexp.MustCompile(`http://\S+`).FindString(line); err != nil || address == "" {
		b.Fatalf("no address in %q: %v", line, err)
	}
	return address, func() {
		cmd.Process.Signal(os.Interrupt)
		if err := cmd.Wait(); err != nil {
			b.Errorf("the server ends with %v", err)
		}
	}
}

func fetch(b *testing.B, address string) []byte {
	b.Helper()
	r, err := http.Get(address)
	if err != nil {
		b.Fatal(err)
	}
	return drain(b, r)
}

func drain(b *testing.B, r *http.Response) []byte {
	b.Helper()
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		b.Fatalf("status %d, %v", r.StatusCode, err)
	}
	return data
}

func form(b *testing.B, paths ...string) (kind string, body []byte) {
	b.Helper()
	var buf bytes.Buffer
	w := multipart.NewWriter(&buf)
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		p, err := w.CreateFormFile("files", filepath.Base(path))
		if err == nil {
			_, err = p.Write(data)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		b.Fatal(err)
	}
	return w.FormDataContentType(), buf.Bytes()
}
