package cli

import (
	"fmt"
	"sync"
	"time"

	"doisoat/schema"
)

// patience is how long a run works without a word on a terminal.
const patience = 2 * time.Second

// progress shows on a terminal that long work goes on, once it has taken a while; done
// takes the line away again, so that nothing of it stays beside the answer.
func (s *session) progress(after time.Duration) (done func()) {
	if !s.Watched {
		return func() {}
	}
	var lock sync.Mutex
	shown, over := false, false
	timer := time.AfterFunc(after, func() {
		lock.Lock()
		defer lock.Unlock()
		if !over {
			shown = true
			fmt.Fprintf(s.Err, "doisoat: %s", s.pack.Say(schema.Say("cli.working")))
		}
	})
	return func() {
		timer.Stop()
		lock.Lock()
		defer lock.Unlock()
		if shown && !over {
			fmt.Fprint(s.Err, "\r\x1b[K")
		}
		over = true
	}
}
