package parallel

import (
	"strings"
	"sync/atomic"
	"testing"
)

func TestDo(t *testing.T) {
	for _, n := range []int{0, 1, 2, 100} {
		var sum, calls atomic.Int64
		Do(n, func(i int) { sum.Add(int64(i)); calls.Add(1) })
		if calls.Load() != int64(n) || sum.Load() != int64(n*(n-1)/2) {
			t.Errorf("of %d parts %d ran, their numbers make %d", n, calls.Load(), sum.Load())
		}
	}
}

func TestPanicReachesTheCaller(t *testing.T) {
	for _, n := range []int{1, 50} {
		func() {
			defer func() {
				p := recover()
				if p == nil {
					t.Errorf("of %d: nothing was raised", n)
				} else if err, ok := p.(error); n > 1 && (!ok || !strings.Contains(err.Error(), "broken part") || !strings.Contains(err.Error(), "parallel_test.go")) {
					t.Errorf("of %d: raised %v", n, p)
				}
			}()
			Do(n, func(i int) {
				if i == n-1 {
					panic("broken part")
				}
			})
		}()
	}
}
