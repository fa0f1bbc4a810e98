// Package store keeps a history in one SQLite file: the structure, the figures and the
// findings of every report of an archive. A report is written in one transaction, so
// that a run that is killed has written it whole or not at all.
package store

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the database, in Go

	"doisoat/schema"
)

//go:embed migrations/*.sql
var migrations embed.FS

const (
	applicationID = 0x444F5341 // "DOSA", in the header of the file
	version       = 1          // of the tables, in the header of the file too
	headerSize    = 100
	magic         = "SQLite format 3\x00"
)

// Options say how a store is opened.
type Options struct {
	Create bool          // make it when it is not there, bring it to this version, and write to it
	Wait   time.Duration // how long to wait for another process that writes
	// pages bounds the size of the file, for tests.
	pages int
}

// Store is an open history.
type Store struct {
	db   *sql.DB
	path string
}

// Open opens a store and looks whether it is one. An error is an *Error.
func Open(path string, o Options) (*Store, error) {
	found, err := examine(path)
	if err != nil {
		return nil, err
	}
	if !found {
		if !o.Create {
			return nil, refused(path, "store.missing", nil)
		}
		if err := create(path, o); err != nil {
			return nil, told(path, err)
		}
	}
	if o.Create && unwritable(path) { // SQLite itself would tell only when it first writes
		return nil, refused(path, "store.read-only", nil)
	}
	s := &Store{path: path}
	if err := s.connect(o); err != nil {
		return nil, told(path, err)
	}
	if err := s.check(o); err != nil {
		s.db.Close()
		return nil, told(path, err)
	}
	return s, nil
}

// Close gives the file back.
func (s *Store) Close() error { return s.told(s.db.Close()) }

// examine reads the header of the file: whether it is there, ours, and whole.
func examine(path string) (found bool, err error) {
	f, err := os.Open(path)
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, refused(path, "store.cannot-open", err, "why", reason(err))
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return false, refused(path, "store.cannot-open", err, "why", reason(err))
	}
	if info.IsDir() {
		return false, refused(path, "store.directory", nil)
	}
	head := make([]byte, headerSize)
	n, err := io.ReadFull(f, head)
	if n < headerSize {
		if n >= len(magic) && string(head[:len(magic)]) == magic {
			return false, refused(path, "store.truncated", err)
		}
		return false, refused(path, "store.foreign", err)
	}
	if string(head[:len(magic)]) != magic || binary.BigEndian.Uint32(head[68:]) != applicationID {
		return false, refused(path, "store.foreign", nil)
	}
	if made := int(binary.BigEndian.Uint32(head[60:])); made > version {
		return false, refused(path, "store.newer", nil, "version", made, "known", version)
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	// Pages that the header counts may still be in the write-ahead log.
	if page*int64(binary.BigEndian.Uint32(head[28:])) > info.Size() && !logged(path) {
		return false, refused(path, "store.truncated", nil)
	}
	return true, nil
}

// create makes an empty store under another name first, so that of two processes that
// make it at once one wins and the other finds it whole.
func create(path string, o Options) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".doisoat-store-*")
	if err != nil {
		return err
	}
	name := tmp.Name()
	tmp.Close()
	defer func() {
		for _, end := range []string{"", "-wal", "-shm"} {
			os.Remove(name + end)
		}
	}()
	s := &Store{path: name}
	o.Create = true
	if err := s.connect(o); err != nil {
		return err
	}
	err = s.migrate()
	if closed := s.db.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	if err := os.Chmod(name, 0o644); err != nil {
		return err
	}
	if err := os.Link(name, path); err == nil || os.IsExist(err) {
		return nil
	}
	if _, err := os.Stat(path); err == nil { // no links here, and another process was first
		return nil
	}
	return os.Rename(name, path)
}

// connect opens the database; a store that is only read is opened so that nothing can
// write to it.
func (s *Store) connect(o Options) error {
	name := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(s.path))
	wait := o.Wait
	if wait == 0 {
		wait = time.Minute
	}
	dsn := fmt.Sprintf("file:%s?_pragma=busy_timeout(%d)&_pragma=foreign_keys(1)", name, wait.Milliseconds())
	if o.Create {
		dsn += "&_txlock=immediate&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)"
		if o.pages > 0 {
			dsn += fmt.Sprintf("&_pragma=max_page_count(%d)", o.pages)
		}
	} else {
		dsn += "&mode=ro"
		if unwritable(s.path) && !logged(s.path) { // a reader has no log to share
			dsn += "&immutable=1"
		}
	}
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	s.db = db
	if err := db.Ping(); err != nil {
		db.Close()
		return err
	}
	return nil
}

// unwritable reports whether the store may not be written to.
func unwritable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err == nil {
		f.Close()
	}
	return err != nil
}

// logged reports whether a part of the store is still in its write-ahead log.
func logged(path string) bool {
	wal, err := os.Stat(path + "-wal")
	return err == nil && wal.Size() > 0
}

// check brings an older store to this version, and has a store that is to be written
// looked through for damage.
func (s *Store) check(o Options) error {
	var made int
	if err := s.db.QueryRow("PRAGMA user_version").Scan(&made); err != nil {
		return err
	}
	switch {
	case made == version:
	case !o.Create:
		return refused(s.path, "store.older", nil)
	default:
		if err := s.migrate(); err != nil {
			return err
		}
	}
	if !o.Create {
		return nil
	}
	var word string
	if err := s.db.QueryRow("PRAGMA quick_check(1)").Scan(&word); err != nil {
		return err
	}
	if word != "ok" {
		return refused(s.path, "store.damaged", nil, "why", word)
	}
	return nil
}

// migrate brings the tables to this version. Another process may be doing so at the
// same time: then one of the two fails, and finds the work done.
func (s *Store) migrate() error {
	dir, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	const tries = 5
	for try := 1; ; try++ {
		p, err := goose.NewProvider(goose.DialectSQLite3, s.db, dir)
		if err == nil {
			_, err = p.Up(context.Background())
		}
		if err == nil {
			return nil
		}
		var made int
		if s.db.QueryRow("PRAGMA user_version").Scan(&made) == nil && made == version {
			return nil
		}
		if try == tries {
			return err
		}
		time.Sleep(time.Duration(try) * 50 * time.Millisecond)
	}
}

// told gives an error of the database as one for a person.
func (s *Store) told(err error) error {
	if err == nil {
		return nil
	}
	return told(s.path, err)
}

func refused(path, key string, err error, pairs ...any) *Error {
	return &Error{Path: path, Message: schema.Say(key, append([]any{"path", path}, pairs...)...), Err: err}
}
