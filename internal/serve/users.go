package serve

import (
	"bufio"
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/crypto/bcrypt"
)

// Users are the names and passwords that a server on a network lets in.
type Users struct {
	hashes map[string][]byte
	decoy  []byte // for names that are not there, so that they take as long
	salt   []byte
	trying chan struct{} // bcrypt is slow by design: a few at a time

	lock  sync.Mutex
	known map[[sha256.Size]byte]bool // pairs that were let in, so that not every request pays for bcrypt
}

// ErrNoUser says that a file of passwords names nobody.
var ErrNoUser = errors.New("no user")

// ReadUsers reads a file of passwords as `htpasswd -B` writes it: a line for each user,
// "name:hash", with a hash of bcrypt. An error names the line.
func ReadUsers(data []byte) (*Users, error) {
	u := &Users{hashes: map[string][]byte{}, salt: make([]byte, 16), known: map[[sha256.Size]byte]bool{}, trying: make(chan struct{}, 2)}
	rand.Read(u.salt)
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' {
			continue
		}
		name, hash, ok := strings.Cut(line, ":")
		if _, err := bcrypt.Cost([]byte(hash)); !ok || name == "" || err != nil {
			return nil, fmt.Errorf("line %d", n)
		}
		u.hashes[name] = []byte(hash)
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	if len(u.hashes) == 0 {
		return nil, ErrNoUser
	}
	var err error
	u.decoy, err = bcrypt.GenerateFromPassword(u.salt, bcrypt.DefaultCost)
	return u, err
}

// knows reports whether a password is that of a user.
func (u *Users) knows(ctx context.Context, name, password string) bool {
	pair := sha256.Sum256([]byte(string(u.salt) + name + "\x00" + password))
	u.lock.Lock()
	known := u.known[pair]
	u.lock.Unlock()
	if known {
		return true
	}
	select {
	case u.trying <- struct{}{}:
		defer func() { <-u.trying }()
	case <-ctx.Done():
		return false
	}
	hash, there := u.hashes[name]
	if !there {
		hash = u.decoy
	}
	if err := bcrypt.CompareHashAndPassword(hash, []byte(password)); err != nil || !there {
		return false
	}
	u.lock.Lock()
	defer u.lock.Unlock()
	u.known[pair] = true
	return true
}
