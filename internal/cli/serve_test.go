package cli_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"doisoat/internal/browsing"
	"doisoat/internal/cli"
	"doisoat/internal/render"
)

// words is a stream that another goroutine may read.
type words struct {
	sync.Mutex
	bytes.Buffer
}

func (w *words) Write(b []byte) (int, error) {
	w.Lock()
	defer w.Unlock()
	return w.Buffer.Write(b)
}

func (w *words) text() string {
	w.Lock()
	defer w.Unlock()
	return w.String()
}

// served runs `doisoat serve` and gives the address of its page. The command is stopped at
// the end of the test, and must end well.
func served(t *testing.T, args ...string) string {
	t.Helper()
	var out, said words
	c := &cli.Command{Out: &out, Err: &said, Env: noEnv}
	ended := make(chan int, 1)
	go func() { ended <- c.Run(append([]string{"serve", "--no-browser"}, args...)) }()
	address := ""
	for range 200 {
		if address = regexp.MustCompile(`http://\S+/`).FindString(said.text()); address != "" {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if address == "" {
		t.Fatalf("no address was printed: %q", said.text())
	}
	t.Cleanup(func() {
		post(t, address+"quit")
		select {
		case code := <-ended:
			if code != cli.ExitOK {
				t.Errorf("the command ended with %d: %s", code, said.text())
			}
		case <-time.After(20 * time.Second):
			t.Error("the command does not stop")
		}
	})
	return address
}

// pair gives the paths of the two files of the dispatch.
func pair(t *testing.T, folder string) []string {
	t.Helper()
	var out []string
	for _, name := range []string{"draft.docx", "appendix.xlsx"} {
		path, err := filepath.Abs(filepath.Join("..", "..", "testdata", folder, name))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	return out
}

// picture keeps what the page looks like, where SHOTS names a folder.
func picture(t *testing.T, ctx context.Context, name string) {
	t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReviewerInBrowser walks the whole way of a reviewer.
func TestReviewerInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	address := served(t)
	ctx, said := browsing.Start(t)
	strangers := watch(t, ctx, address)
	browsing.Visit(t, ctx, address)
	picture(t, ctx, "1-home")
	accessible(t, ctx, "home")
	do(t, ctx, chromedp.SetUploadFiles(chromedp.CSS("#files"), pair(t, "hoai-nhon-2023h1")))
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#findings .card")))
	picture(t, ctx, "2-result")
	accessible(t, ctx, "result")

	answer := answerOf(t, pair(t, "hoai-nhon-2023h1")...)
	if n := browsing.JS[int](t, ctx, `document.querySelectorAll("#findings .card").length`); n != len(answer.Findings) {
		t.Errorf("the page shows %d findings, the command %d", n, len(answer.Findings))
	}
	// A figure lights its cells and shows its arithmetic.
	id := browsing.JS[string](t, ctx, `[].filter.call(document.querySelectorAll("a.v-contradicted"), function(a){ return a.textContent === "67,74 %"; })[0].id`)
	browsing.ClickUntil(t, ctx, "#"+id, `!document.getElementById("detail").hidden`)
	detail := browsing.JS[string](t, ctx, `document.getElementById("detail").innerText`)
	for _, want := range []string{"67,74 %", "64,15", "×"} {
		if !strings.Contains(detail, want) {
			t.Errorf("the card of the figure lacks %q:\n%s", want, detail)
		}
	}
	if lit := browsing.JS[int](t, ctx, `document.querySelectorAll(".lit").length`); lit < 3 {
		t.Errorf("%d cells are lit", lit)
	}
	picture(t, ctx, "3-figure")

	// Trying a way to mend it turns its finding green.
	before := browsing.JS[int](t, ctx, `document.querySelectorAll("#findings .card:not(.settled)").length`)
	browsing.Submit(t, ctx, "#detail .try")
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#trial")))
	if green := browsing.JS[string](t, ctx, `[].map.call(document.querySelectorAll(".card.settled"), function(c){ return c.textContent; }).join("\n")`); !strings.Contains(green, "67,74") {
		t.Errorf("the finding is not among those that are settled: %q", green)
	}
	if after := browsing.JS[int](t, ctx, `document.querySelectorAll("#findings .card:not(.settled)").length`); after >= before {
		t.Errorf("%d findings were left, and still are %d", before, after)
	}
	if v := browsing.JS[string](t, ctx, `document.getElementById(`+fmt.Sprintf("%q", id)+`).className + " " + document.getElementById(`+fmt.Sprintf("%q", id)+`).textContent`); !strings.Contains(v, "v-tied") || !strings.Contains(v, "64,15") {
		t.Errorf("the figure is shown as %q", v)
	}
	picture(t, ctx, "4-trial")
	accessible(t, ctx, "trial")
	browsing.Submit(t, ctx, "#trial button[value='1']")
	do(t, ctx, chromedp.WaitNotPresent(chromedp.CSS("#trial")))

	// A waiver asks for its reason.
	browsing.ClickUntil(t, ctx, "#F1 .waive summary", `document.querySelector("#F1 .waive").open === true`)
	browsing.Click(t, ctx, "#F1 .waive button")
	if still := browsing.JS[bool](t, ctx, `!document.querySelector("#F1.waived") && document.querySelector("#F1 .waive textarea").matches(":invalid")`); !still {
		t.Error("a waiver without a reason went through")
	}
	do(t, ctx, chromedp.SendKeys(chromedp.CSS("#F1 .waive textarea"), "đã xác minh với đơn vị"))
	picture(t, ctx, "5-waive")
	browsing.Submit(t, ctx, "#F1 .waive button")
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#F1.waived")))
	if card := browsing.JS[string](t, ctx, `document.getElementById("F1").textContent`); !strings.Contains(card, "đã xác minh với đơn vị") {
		t.Errorf("the card of a waived finding does not tell the reason: %q", card)
	}

	// A rule that is refused is not checked any more.
	browsing.ClickUntil(t, ctx, "#tab-rules", `!document.getElementById("rules").hidden`)
	picture(t, ctx, "6-rules")
	accessible(t, ctx, "rules")
	rules := browsing.JS[int](t, ctx, `document.querySelectorAll("#rules li").length`)
	if rules < 8 {
		t.Errorf("%d rules are offered", rules)
	}
	browsing.ClickUntil(t, ctx, "#rules input[value=no]", `document.querySelector("#rules input[value=no]").checked`)
	browsing.Submit(t, ctx, "#rules .apply button")
	do(t, ctx, chromedp.WaitReady(chromedp.CSS("#rules input[value=no][checked]")))

	// The marked Word file.
	downloads := t.TempDir()
	if _, err := chromedp.Call(ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: browser.SetDownloadBehaviorBehaviorAllow, DownloadPath: downloads}); err != nil {
		t.Fatal(err)
	}
	browsing.Click(t, ctx, ".take a.main")
	marked := downloaded(t, downloads, "draft (doisoat).docx")
	if !bytes.Contains(marked, []byte("word/comments.xml")) {
		t.Error("the Word file has no comments")
	}

	// Another version: the mended one.
	dropped(t, ctx, pair(t, "hoai-nhon-2023h1-clean"))
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS(".versions")))
	picture(t, ctx, "7-version")
	accessible(t, ctx, "version")
	if mended := browsing.JS[int](t, ctx, `document.querySelectorAll(".versions .green li").length`); mended < 10 {
		t.Errorf("%d findings are told as mended", mended)
	}
	said.Silent(t)
	if list := strangers(); len(list) > 0 {
		t.Errorf("the page asked for %q", list)
	}
}

// TestKeyboardAlone goes the same way without a mouse.
func TestKeyboardAlone(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	address := served(t, "--lang", "en")
	ctx, said := browsing.Start(t)
	browsing.Visit(t, ctx, address)
	// The choice of files is the system's own window; the page gets to it by keys.
	reach(t, ctx, `document.activeElement.id === "files"`)
	do(t, ctx, chromedp.SetUploadFiles(chromedp.CSS("#files"), pair(t, "hoai-nhon-2023h1")))
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#findings .card")))
	reach(t, ctx, `document.activeElement.matches("a.v-contradicted")`)
	press(t, ctx, kb.Enter)
	if hidden := browsing.JS[bool](t, ctx, `document.getElementById("detail").hidden && !document.querySelector(".card.now")`); hidden {
		t.Error("Enter on a figure shows nothing")
	}
	tab(t, ctx, "tab-findings", kb.ArrowLeft)
	reach(t, ctx, `document.activeElement.matches("#findings .try")`)
	browsing.Leave(t, ctx, func() { press(t, ctx, kb.Enter) })
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#trial")))
	if focus := browsing.JS[string](t, ctx, `document.activeElement.id`); focus != "trial" {
		t.Errorf("after a trial the keys are at %q", focus)
	}
	reach(t, ctx, `document.activeElement.matches("#findings .card:not(.waived) .waive summary")`)
	press(t, ctx, kb.Enter)
	reach(t, ctx, `document.activeElement.matches("#findings .waive textarea")`)
	do(t, ctx, chromedp.KeyEvent("checked with the office"))
	reach(t, ctx, `document.activeElement.matches("#findings .waive button")`)
	browsing.Leave(t, ctx, func() { press(t, ctx, kb.Enter) })
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS(".card.waived")))
	tab(t, ctx, "tab-rules", kb.ArrowRight)
	if hidden := browsing.JS[bool](t, ctx, `document.getElementById("rules").hidden`); hidden {
		t.Error("the arrow keys do not lead to the rules")
	}
	reach(t, ctx, `document.activeElement.matches(".take a.main")`)
	said.Silent(t)
}

// TestPagesAtTwiceTheSize: at 200% on a small laptop, and narrow as a telephone, nothing
// runs out of the page; dark colours pass axe-core, too.
func TestPagesAtTwiceTheSize(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	address := served(t)
	ctx, said := browsing.Start(t, chromedp.Flag("blink-settings", "preferredColorScheme=0"))
	browsing.Visit(t, ctx, address)
	do(t, ctx, chromedp.SetUploadFiles(chromedp.CSS("#files"), pair(t, "hoai-nhon-2023h1")), chromedp.WaitVisible(chromedp.CSS("#findings .card")))
	accessible(t, ctx, "dark")
	picture(t, ctx, "8-dark")
	for name, size := range map[string][2]int64{"9-zoom": {683, 384}, "9-narrow": {360, 740}} {
		do(t, ctx, chromedp.EmulateViewport(size[0], size[1]))
		if out := browsing.JS[int](t, ctx, `document.documentElement.scrollWidth - document.documentElement.clientWidth`); out > 0 {
			t.Errorf("%s: the page is %d pixels wider than the window", name, out)
		}
		picture(t, ctx, name)
	}
	said.Silent(t)
}

// TestHistoryInBrowser: with a store, the first page leads to the history and its charts.
func TestHistoryInBrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a browser")
	}
	store := filepath.Join(t.TempDir(), "history.db")
	var out, said bytes.Buffer
	c := &cli.Command{Out: &out, Err: &said, Env: noEnv}
	if code := c.Run([]string{"history", "add", filepath.Join("..", "..", "testdata"), "--store", store}); code > cli.ExitFindings {
		t.Fatalf("history add ends with %d: %s", code, said.String())
	}
	address := served(t, "--store", store)
	ctx, told := browsing.Start(t)
	browsing.Visit(t, ctx, address)
	browsing.Click(t, ctx, `a[href$="history"]`)
	do(t, ctx, chromedp.WaitVisible(chromedp.CSS("#reports")))
	if rows := browsing.JS[int](t, ctx, `document.querySelectorAll("#reports ~ table tr, #reports tr").length`); rows < 5 {
		t.Errorf("%d reports are listed", rows)
	}
	if styled := browsing.JS[int](t, ctx, `document.styleSheets.length`); styled == 0 {
		t.Error("the policy keeps the page from its own style")
	}
	picture(t, ctx, "10-history")
	told.Silent(t)
}

func do(t *testing.T, ctx context.Context, actions ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	for i, a := range actions {
		short, cancel := context.WithTimeout(ctx, time.Minute)
		err := chromedp.Do(short, a)
		cancel()
		if err != nil {
			picture(t, ctx, "failed")
			t.Fatalf("action %d: %v", i, err)
		}
	}
}

func press(t *testing.T, ctx context.Context, key string) {
	t.Helper()
	do(t, ctx, chromedp.KeyEvent(key))
}

// reach presses Tab until a condition of the page holds, as a reader without a mouse would.
func reach(t *testing.T, ctx context.Context, condition string) {
	t.Helper()
	for range 700 {
		if browsing.JS[bool](t, ctx, condition) {
			return
		}
		press(t, ctx, kb.Tab)
	}
	t.Fatalf("the Tab key never comes to %s", condition)
}

// tab goes to a part of the side by its keys.
func tab(t *testing.T, ctx context.Context, id, arrow string) {
	t.Helper()
	reach(t, ctx, `document.activeElement.matches(".tabs [aria-selected=true]")`)
	for range 6 {
		if browsing.JS[bool](t, ctx, `document.activeElement.id === "`+id+`"`) {
			return
		}
		press(t, ctx, arrow)
	}
	t.Fatalf("the arrow keys do not lead to %s", id)
}

// watch gathers the addresses that pages ask for outside the server.
func watch(t *testing.T, ctx context.Context, address string) func() []string {
	t.Helper()
	own, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	var lock sync.Mutex
	var out []string
	if err := chromedp.Listen(ctx, func(event any) {
		if e, ok := event.(*network.EventRequestWillBeSent); ok {
			if u, err := url.Parse(e.Request.URL); err == nil && u.Scheme != "data" && u.Host != own.Host {
				lock.Lock()
				defer lock.Unlock()
				out = append(out, e.Request.URL)
			}
		}
	}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		lock.Lock()
		defer lock.Unlock()
		return out
	}
}

// accessible runs axe-core over the page.
func accessible(t *testing.T, ctx context.Context, state string) {
	t.Helper()
	browsing.Accessible(t, ctx, "../render/testdata/axe/axe.min.js", state)
}

// dropped lets files fall on the page.
func dropped(t *testing.T, ctx context.Context, paths []string) {
	t.Helper()
	script := `var d = new DataTransfer();`
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		script += fmt.Sprintf(`d.items.add(new File([Uint8Array.from(atob(%q), function(c){ return c.charCodeAt(0); })], %q));`, base64.StdEncoding.EncodeToString(data), filepath.Base(path))
	}
	browsing.JS[bool](t, ctx, `(function(){`+script+`["dragenter", "dragover", "drop"].forEach(function(n){ document.body.dispatchEvent(new DragEvent(n, {dataTransfer: d, bubbles: true, cancelable: true})); }); return true; })()`)
}

// downloaded waits for a file.
func downloaded(t *testing.T, dir, name string) []byte {
	t.Helper()
	for range 200 {
		if data, err := os.ReadFile(filepath.Join(dir, name)); err == nil && len(data) > 0 {
			return data
		}
		time.Sleep(50 * time.Millisecond)
	}
	list, _ := os.ReadDir(dir)
	t.Fatalf("%s never came; there is %v", name, list)
	return nil
}

// answerOf is what the command says of the same files.
func answerOf(t *testing.T, paths ...string) *render.Answer {
	t.Helper()
	var out, said bytes.Buffer
	c := &cli.Command{Out: &out, Err: &said, Env: noEnv}
	c.Run(append([]string{"check", "--format", "json"}, paths...))
	var a render.Answer
	if err := json.Unmarshal(out.Bytes(), &a); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	return &a
}

// post sends an empty form.
func post(t *testing.T, address string) {
	t.Helper()
	r, err := http.Post(address, "application/x-www-form-urlencoded", nil)
	if err != nil {
		t.Errorf("%v", err)
		return
	}
	r.Body.Close()
}
