package input

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"doisoat/internal/lang"
	"doisoat/schema"
)

// Error is why a file could not be used, told to a person: which file, where in
// it, what is wrong and the way out.
type Error struct {
	Path    string         // as given by the user
	Place   string         // part, line, or sheet and cell; "" for the whole file
	Message schema.Message // what is wrong and what to do
	Err     error          // the cause, nil when the message says all
	// Unreadable tells a file that could not be read (exit code 3) from a wrong
	// use of the command (exit code 2).
	Unreadable bool
}

// Error tells the error in English.
func (e *Error) Error() string { return e.In(lang.English) }

// In tells the error in the language of a pack.
func (e *Error) In(p *lang.Pack) string {
	s := p.Say(e.Message)
	switch {
	case e.Path != "" && e.Place != "":
		return e.Path + " (" + e.Place + "): " + s
	case e.Path != "":
		return e.Path + ": " + s
	case e.Place != "":
		return e.Place + ": " + s
	}
	return s
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// Broken is the error of a file whose content cannot be read; place is the part or
// line where reading stopped. A cause that is told to a person already keeps its words.
func Broken(place string, cause error) *Error {
	var told *Error
	if errors.As(cause, &told) {
		if told.Place == "" {
			told.Place = place
		}
		return told
	}
	var nested interface{ TooDeep() int }
	if errors.As(cause, &nested) && nested.TooDeep() > 0 {
		return &Error{Place: place, Message: schema.Say("read.too-deep", "limit", nested.TooDeep()), Err: cause, Unreadable: true}
	}
	why, _, _ := strings.Cut(cause.Error(), "\n") // without the trace of an engine
	return &Error{Place: place, Message: schema.Say("read.broken", "why", why), Err: cause, Unreadable: true}
}

// Refused is the error of a readable file that cannot be used, told by a message.
func Refused(key string, pairs ...any) *Error {
	return &Error{Message: schema.Say(key, pairs...), Unreadable: true}
}

// Guard runs a reader and turns a panic of a library that it stands on into an
// error: a file that upsets a library is a broken file, and the run goes on to
// say so.
func Guard(read func() (Content, error)) (c Content, err error) {
	defer func() {
		if p := recover(); p != nil {
			c, err = Content{}, Broken("", fmt.Errorf("%v", p))
		}
	}()
	return read()
}

// Within guards a reader, and gives up on it when it takes longer than the limit. The
// reader is left to itself then: it holds what it holds until it ends.
func Within(limit time.Duration, read func() (Content, error)) (Content, error) {
	type outcome struct {
		content Content
		err     error
	}
	done := make(chan outcome, 1)
	go func() {
		c, err := Guard(read)
		done <- outcome{c, err}
	}()
	clock := time.NewTimer(limit)
	defer clock.Stop()
	select {
	case o := <-done:
		return o.content, o.err
	case <-clock.C:
		return Content{}, TooLong(limit)
	}
}

// TooLong is the error of a file on which reading was given up.
func TooLong(limit time.Duration) *Error {
	return Refused("read.too-long", "seconds", int(limit/time.Second))
}

// As finds the Error in err, or wraps it as a broken file.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return Broken("", err)
}
