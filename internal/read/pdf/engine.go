package pdf

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"doisoat/internal/read/input"
)

// memoryPages bounds the memory of the engine, in pages of 64 KiB: 256 MiB. It is set
// aside at once, so that it never has to move to grow and stand there twice.
const memoryPages = 256 << 20 / 65536

// memory is that of one engine.
type memory []byte

// Reallocate gives the memory at its new size, nil beyond the bound.
func (m memory) Reallocate(size uint64) []byte {
	if size > uint64(cap(m)) {
		return nil
	}
	return m[:size]
}

// Free leaves the memory to the collector.
func (m memory) Free() {}

// reserved is a context whose engine has all its memory from the beginning.
func reserved(ctx context.Context) context.Context {
	return experimental.WithMemoryAllocator(ctx, experimental.MemoryAllocatorFunc(func(_, most uint64) experimental.LinearMemory {
		return make(memory, 0, min(most, memoryPages<<16))
	}))
}

// engine is pdfium in a sandbox of its own: it sees no file of the machine, and ends
// with its context.
type engine struct {
	pool pdfium.Pool
	pdfium.Pdfium
}

// newEngine starts the engine. The compiled form of its code is kept in the user's cache
// directory, where there is one to write to; it is compiled anew otherwise.
func newEngine(ctx context.Context) (*engine, error) {
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true)
	if cache := compiled(); cache != nil {
		config = config.WithCompilationCache(cache)
	}
	ctx = reserved(ctx)
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx, MinIdle: 0, MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), RuntimeConfig: config,
		Stdout: io.Discard, Stderr: io.Discard,
	})
	if err != nil {
		return nil, err
	}
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		pool.Close()
		return nil, err
	}
	return &engine{pool, instance}, nil
}

// stop ends the engine. One that was cut off in the middle of its work cannot tidy up
// after itself; the pool drops its memory in either case.
func (e *engine) stop() {
	e.Pdfium.Close()
	e.pool.Close()
}

// compiled opens the cache of compiled code, nil when there is none to use.
func compiled() wazero.CompilationCache {
	dir, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	dir = filepath.Join(dir, "doisoat")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(dir)
	if err != nil {
		return nil
	}
	return cache
}

// open opens a document; the error is for a person.
func (e *engine) open(data []byte) (references.FPDF_DOCUMENT, error) {
	doc, err := e.OpenDocument(&requests.OpenDocument{File: &data})
	switch {
	case err == nil:
		return doc.Document, nil
	case errors.Is(err, pdferrors.ErrPassword):
		return "", input.Refused("read.pdf-password")
	case errors.Is(err, pdferrors.ErrSecurity):
		return "", input.Refused("read.pdf-security")
	}
	return "", input.Broken("", err)
}

// tooLong turns whatever an engine says that was cut off by the clock into an error
// for a person.
func tooLong(ctx context.Context, limit time.Duration, err error) error {
	if err != nil && ctx.Err() != nil {
		return input.TooLong(limit)
	}
	return err
}

// boldName reports whether the name of a font says that it is bold, as every
// producer of PDF names its fonts ("BAAAAA+LiberationSerif-Bold", "TimesNewRoman,Bold").
func boldName(name string) bool {
	name = strings.ToLower(name)
	for _, w := range []string{"bold", "black", "heavy", "demi"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
