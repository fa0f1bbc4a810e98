package store

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Error is why a store cannot be used, and the way out, told to a person.
type Error struct {
	Path    string
	Message schema.Message
	Err     error
}

// Error tells it in the language of programmers' logs; a user is told by In.
func (e *Error) Error() string { return e.In(lang.For("en")) }

// In tells it in the language of a pack.
func (e *Error) In(p *lang.Pack) string { return p.Say(e.Message) }

func (e *Error) Unwrap() error { return e.Err }

// told turns an error of the system or of SQLite into one for a person.
func told(path string, err error) error {
	var ours *Error
	if errors.As(err, &ours) {
		return ours
	}
	var s *sqlite.Error
	if !errors.As(err, &s) {
		switch {
		case errors.Is(err, syscall.ENOSPC):
			return refused(path, "store.full", err)
		case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
			return refused(path, "store.read-only", err)
		}
		return refused(path, "store.cannot-open", err, "why", reason(err))
	}
	switch s.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return refused(path, "store.locked", err)
	case sqlite3.SQLITE_FULL:
		return refused(path, "store.full", err)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return refused(path, "store.read-only", err)
	case sqlite3.SQLITE_NOTADB:
		return refused(path, "store.foreign", err)
	case sqlite3.SQLITE_CORRUPT:
		return refused(path, "store.damaged", err, "why", s.Error())
	}
	return refused(path, "store.failed", err, "why", s.Error())
}

// reason is the bare reason of an error of the system, without the path.
func reason(err error) string {
	var p *fs.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err.Error()
	case errors.As(err, &l):
		return l.Err.Error()
	}
	return err.Error()
}
