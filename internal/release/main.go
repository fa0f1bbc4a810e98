// Command release builds the program for the systems that offices have, without cgo, and
// prints the size and the SHA-256 of each file. Run it from the root of the module:
//
//	go run ./internal/release -version 1.2.0 dist
package main

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// targets are the systems and processors.
const targets = "windows/amd64 windows/arm64 darwin/amd64 darwin/arm64 linux/amd64 linux/arm64"

func main() {
	version := flag.String("version", "0.1.0-dev", "the version that the program names")
	only := flag.String("targets", targets, "systems and processors, apart by spaces")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "release: name one folder for the files")
		os.Exit(2)
	}
	if err := build(os.Stdout, flag.Arg(0), *version, strings.Fields(*only)); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// build makes a file for each target in a folder, and prints a line for each.
func build(w io.Writer, dir, version string, targets []string) error {
	for _, target := range targets {
		system, processor, ok := strings.Cut(target, "/")
		if !ok {
			return fmt.Errorf("%q is no system/processor", target)
		}
		path := filepath.Join(dir, "doisoat-"+system+"-"+processor)
		if system == "windows" {
			path += ".exe"
		}
		cmd := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X doisoat/internal/cli.Version="+version, "-o", path, "./cmd/doisoat")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor)
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", target, err, out)
		}
		size, sum, err := measure(path)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s  %5.1f MB  %s\n", sum, float64(size)/1e6, filepath.Base(path))
	}
	return nil
}

func measure(path string) (size int64, sum string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return 0, "", err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return size, hex.EncodeToString(h.Sum(nil)), err
}
