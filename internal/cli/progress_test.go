package cli

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"

	"doisoat/internal/lang"
)

// screen is a stream that two goroutines may write to.
type screen struct {
	sync.Mutex
	bytes.Buffer
}

func (s *screen) Write(p []byte) (int, error) {
	s.Lock()
	defer s.Unlock()
	return s.Buffer.Write(p)
}

func (s *screen) text() string {
	s.Lock()
	defer s.Unlock()
	return s.Buffer.String()
}

func TestProgress(t *testing.T) {
	shown := func(watched bool, after time.Duration) string {
		var errs screen
		s := &session{Command: &Command{Err: &errs, Watched: watched}, pack: lang.Vietnamese}
		done := s.progress(after)
		for range 200 {
			if after > time.Hour || !watched || errs.text() != "" {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		done()
		done()
		return errs.text()
	}
	if got := shown(true, time.Millisecond); !strings.HasPrefix(got, "doisoat: đang đối soát") || !strings.HasSuffix(got, "\r\x1b[K") || strings.Contains(got, "\n") {
		t.Errorf("long work on a terminal shows %q", got)
	}
	if got := shown(true, 2*time.Hour); got != "" {
		t.Errorf("short work shows %q", got)
	}
	if got := shown(false, time.Nanosecond); got != "" {
		t.Errorf("where nobody watches it shows %q", got)
	}
}
