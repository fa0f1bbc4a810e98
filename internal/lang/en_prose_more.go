package lang

func init() {
	add(&English.Prose, map[Cat][]string{
		// verbs that lead to a figure and tell nothing of it
		Stop: {"worth", "amount", "amounts", "amounted", "totalled", "totaled", "valued", "remained", "brought", "took", "taking",
			"accounted", "contributed", "came", "stands", "standing", "represents", "represented", "generated", "registered",
			"reported", "showed", "saw", "reaching", "nearly", "so", "then", "however", "nevertheless", "while", "whereas",
			"but", "both", "into", "out", "per", "during", "throughout", "across", "around", "after", "before", "since", "again", "alone", "just", "even", "now", "too", "relative", "he", "she", "they"},
		But:   {"but", "while", "whereas", "although", "though", "however"},
		Up:    {"added", "gained", "adding", "gain", "growing", "climbed", "jumped", "improved", "improving", "rising", "increasing", "went up", "going up", "grow", "grows", "surged", "climbing"},
		Down:  {"shed", "lost", "cut", "slipped", "falling", "declining", "decreasing", "worsened", "went down", "going down", "dropping", "shrank", "slipping", "reduction"},
		High:  {"steepest", "sharpest"},
		Share: {"accounting for", "making up", "makes up"},
	})
}
