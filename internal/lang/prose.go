package lang

// ProseWords are the words by which prose makes claims. All are folded.
type ProseWords struct{}
