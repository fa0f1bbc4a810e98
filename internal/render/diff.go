package render

// Diff is what `doisoat diff --format json` prints: what became of the findings of one
// answer in the next.
type Diff struct {
	// Version is the version of this format.
	Version int  `json:"version" jsonschema:"enum=1"`
	Tool    Tool `json:"tool"`
	// New are the findings that only the new answer has.
	New []Finding `json:"new"`
	// Gone are the findings that only the old answer has.
	Gone []Finding `json:"gone"`
	// Changed are findings about the same thing that are told otherwise.
	Changed []DiffChange `json:"changed"`
	// Same are the findings that remain, as in the new answer.
	Same []Finding `json:"same"`
}

// DiffChange is a finding as it was and as it is.
type DiffChange struct {
	Old Finding `json:"old"`
	New Finding `json:"new"`
}

// JSON is the difference as text.
func (d *Diff) JSON() ([]byte, error) { return encodeLines(d) }
