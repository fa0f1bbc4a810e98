// Package heap sets how the garbage collector works. It imports next to nothing, so that
// it is initialised before the large libraries, whose tables alone would start a
// collection in every run.
package heap

import "runtime/debug"

// A run is short and keeps most of what it makes: fewer collections save a tenth of its
// time, and the limit bounds what they leave for a large input.
const (
	percent = 800
	limit   = 700 << 20
)

func init() {
	const usual = 100
	if old := debug.SetGCPercent(percent); old != usual { // GOGC is set
		debug.SetGCPercent(old)
		return
	}
	debug.SetMemoryLimit(limit)
}
