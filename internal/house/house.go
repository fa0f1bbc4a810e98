// Package house holds the tests that keep the plan of the house: which package may
// import which, which may touch files, and that every message has its words.
package house

//go:generate go test . -run TestExamples -update
//go:generate go test . -run TestChecksPage -update
