package heap

import (
	"runtime"
	"runtime/debug"
	"syscall"
)

// first is how much of the heap comes in large pages: what a run over an ordinary report
// or workbook takes.
const first = 64 << 20

// A run is short, and a third of its time went into page faults: each page of the heap that
// is touched for the first time is one. So the first stretch of the heap is asked for in
// large pages, and given back at once for the run to use. Where the system has none, as in
// a container that forbids them, nothing is lost but the call, and so its error is nobody's
// concern.
func init() {
	percent := debug.SetGCPercent(-1) // the stretch alone would start a collection
	stretch := make([]byte, first)    // addresses alone: nothing touches them
	_ = syscall.Madvise(stretch, syscall.MADV_HUGEPAGE)
	debug.SetGCPercent(percent)
	runtime.GC()
}
