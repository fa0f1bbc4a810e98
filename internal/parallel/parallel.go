// Package parallel runs parts of one piece of work side by side.
package parallel

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// Do runs f(0) to f(n-1), as many at once as there are processors, and returns when all
// have ended. The caller's goroutine takes its share. A panic in one of them is raised
// again in the caller, with the stack of where it arose, so that one guard around the
// whole work is enough.
func Do(n int, f func(i int)) {
	if n <= 1 || runtime.GOMAXPROCS(0) == 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var once sync.Once
	var fault error
	work := func() {
		defer func() {
			if p := recover(); p != nil {
				once.Do(func() { fault = fmt.Errorf("%v\n%s", p, debug.Stack()) })
				next.Store(int64(n)) // the rest need not begin
			}
		}()
		for i := next.Add(1) - 1; i < int64(n); i = next.Add(1) - 1 {
			f(int(i))
		}
	}
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) - 1 {
		wait.Go(work)
	}
	work()
	wait.Wait()
	if fault != nil {
		panic(fault)
	}
}
