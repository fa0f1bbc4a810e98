package lang

func init() {
	add(&English.Prose, map[Cat][]string{
		// verbs that lead to a figure and tell nothing of it
		Stop: {"worth", "amount", "amounts", "amounted", "totalled", "totaled", "valued", "remained", "brought", "took", "taking",
			"accounted", "contributed", "came", "stands", "standing", "represents", "represented", "generated", "registered",
			"reported", "showed", "saw", "reaching", "nearly", "so", "then", "however", "nevertheless", "while", "whereas",
			"but", "both", "into", "out", "per", "during", "throughout", "across", "around", "after", "before", "since", "again", "alone", "just", "even", "now", "he", "she", "they"},
		Up:   {"added", "gained", "adding", "gain", "growing", "climbed", "jumped"},
		Down: {"shed", "lost", "cut", "slipped"},
	})
}
