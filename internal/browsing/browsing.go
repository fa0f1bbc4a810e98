// Package browsing drives Chromium for tests of pages: it starts one, keeps what pages say
// on the console, and looks at them as a reader would.
package browsing

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Start starts Chromium, or skips the test where there is none. The messages of its
// console are gathered.
func Start(t *testing.T, flags ...chromedp.ExecAllocatorOption) (context.Context, *Console) {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		t.Skip("there is no Chromium here")
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox,
		chromedp.Flag("force-prefers-reduced-motion", true), // a page that still scrolls is missed by clicks
		chromedp.UserDataDir(t.TempDir()), chromedp.WindowSize(1500, 1000), chromedp.WSURLReadTimeout(2*time.Minute))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), append(options, flags...)...)
	t.Cleanup(stop)
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, end := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(end)
	c := &Console{}
	if err := chromedp.Listen(ctx, func(event any) {
		switch e := event.(type) {
		case *runtime.EventExceptionThrown:
			c.add("exception: " + e.ExceptionDetails.Text)
		case *runtime.EventConsoleAPICalled:
			c.add(fmt.Sprint(e.Type, " of the console is called"))
		case *log.EventEntryAdded:
			c.add(e.Entry.Text)
		}
	}); err != nil {
		t.Fatal(err)
	}
	return ctx, c
}

// Console gathers what a page says on the console.
type Console struct {
	sync.Mutex
	said []string
}

func (c *Console) add(words string) {
	c.Lock()
	defer c.Unlock()
	c.said = append(c.said, words)
}

// Silent fails the test when something was said.
func (c *Console) Silent(t *testing.T) {
	t.Helper()
	c.Lock()
	defer c.Unlock()
	if len(c.said) > 0 {
		t.Errorf("the console says %q", c.said)
	}
}

// JS evaluates an expression in the page, and waits for a promise.
func JS[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression[:min(len(expression), 80)], err)
	}
	return v
}

// Visit opens an address.
func Visit(t *testing.T, ctx context.Context, url string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
}

// Click clicks the first element of a selector with the mouse.
func Click(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Click(chromedp.CSS(selector))); err != nil {
		t.Fatalf("%s: %v", selector, err)
	}
}

// ClickUntil clicks the first element of a selector until an expression holds: a click goes to
// the place where the element was a moment ago, and misses it while the page still scrolls to
// the place that its address names.
func ClickUntil(t *testing.T, ctx context.Context, selector, holds string) {
	t.Helper()
	const tries, looks = 10, 50
	for range tries {
		Click(t, ctx, selector)
		for range looks {
			if JS[bool](t, ctx, holds) {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	t.Fatalf("however often %s is clicked, not: %s", selector, holds)
}

// Submit clicks what leads to another page, and waits for it as Leave does.
func Submit(t *testing.T, ctx context.Context, selector string) {
	t.Helper()
	Leave(t, ctx, func() { Click(t, ctx, selector) })
}

// Leave does what leads to another page, and waits until that page has come whole: what is
// seen of it before may be of the old one, and its scripts do not run yet.
func Leave(t *testing.T, ctx context.Context, act func()) {
	t.Helper()
	JS[bool](t, ctx, `window.left = true`)
	act()
	for { // ends with the context
		came, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.left === undefined && document.readyState === "complete"`))
		if err == nil && came {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("another page: %v", ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// Accessible runs axe-core, which stands in a file, over the page as it is; state names it.
func Accessible(t *testing.T, ctx context.Context, axe, state string) {
	t.Helper()
	script, err := os.ReadFile(axe)
	if err != nil {
		t.Fatal(err)
	}
	JS[bool](t, ctx, string(script)+";true")
	found := JS[string](t, ctx, `axe.run(document, {resultTypes: ["violations"]}).then(function(r){ return JSON.stringify(r.violations.map(function(v){ return {id: v.id, help: v.help, nodes: v.nodes.slice(0, 3).map(function(n){ return n.html.slice(0, 160) + " | " + n.failureSummary; })}; })); })`)
	var violations []any
	if err := json.Unmarshal([]byte(found), &violations); err != nil {
		t.Fatal(err)
	}
	for _, one := range violations {
		text, err := json.MarshalIndent(one, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		t.Errorf("%s: %s", state, text)
	}
}
