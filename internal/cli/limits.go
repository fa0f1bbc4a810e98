package cli

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"doisoat/internal/read"
	"doisoat/schema"
)

// bound is a flag that takes a whole number of a range.
type bound struct {
	set         func(int64)
	value       int64
	least, most int64
}

func (b *bound) String() string { return strconv.FormatInt(b.value, 10) }
func (b *bound) Type() string   { return "N" }

// Set takes a number of the range and refuses anything else.
func (b *bound) Set(word string) error {
	n, err := strconv.ParseInt(word, 10, 64)
	if err != nil || n < b.least || n > b.most {
		return errors.New("not a number of the range")
	}
	b.value = n
	b.set(n)
	return nil
}

// limit adds the flags that bound the work which the files can cause, and gives the
// limits that they set.
func limit(cmd *cobra.Command) *read.Limits {
	lim := read.DefaultLimits()
	add := func(name string, value, most int64, set func(int64)) {
		cmd.Flags().Var(&bound{set: set, value: value, least: 1, most: most}, name, "")
	}
	count := func(name string, n *int, most int64) { add(name, int64(*n), most, func(v int64) { *n = int(v) }) }
	mebi := func(name string, n *int64, most int64) { add(name, *n>>20, most, func(v int64) { *n = v << 20 }) }
	mebi("max-size", &lim.Bytes, 4096)
	mebi("max-unpacked", &lim.Unpacked, 16_384)
	mebi("max-text", &lim.Text, 1024)
	count("max-rows", &lim.Rows, 100_000_000)
	count("max-cells", &lim.Cells, 1_000_000_000)
	count("max-pages", &lim.Pages, 100_000)
	count("max-depth", &lim.Depth, 100_000)
	add("max-time", int64(lim.Time/time.Second), 86_400, func(v int64) { lim.Time = time.Duration(v) * time.Second })
	return &lim
}

// within does the work of a command that comes after reading, and gives up on it when
// it takes longer than the limit. A panic of the work is one of the command.
func within(limit time.Duration, work func() error) error {
	type outcome struct {
		err   error
		panic string
		where string
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				done <- outcome{panic: fmt.Sprint(p), where: panicPlace()}
			}
		}()
		done <- outcome{err: work()}
	}()
	clock := time.NewTimer(limit)
	defer clock.Stop()
	select {
	case o := <-done:
		if o.where != "" {
			return &failure{code: ExitTool, message: schema.Say("cli.panic", "what", o.panic, "where", o.where)}
		}
		return o.err
	case <-clock.C:
		return fail(ExitInput, "cli.too-long", "seconds", int(limit/time.Second))
	}
}
