// Package slip names the slip of the pen that turns one written figure into another
// (Scholtus, "Algorithms for correcting obvious inconsistencies and rounding errors
// in business survey data", Statistics Netherlands 2009).
package slip

// Digits compares the digits of two figures, decimal marks and signs aside:
// "transposed" when two digits changed places, "wrong-digit", "missing-digit" and
// "extra-digit" for one digit. Below three digits a likeness says nothing, and ""
// is given, as for any other difference.
func Digits(shown, right string) string {
	if min(len(shown), len(right)) < 3 || shown == right {
		return ""
	}
	switch len(shown) - len(right) {
	case 0:
		var at []int
		for i := range shown {
			if shown[i] != right[i] {
				at = append(at, i)
			}
		}
		if len(at) == 2 && shown[at[0]] == right[at[1]] && shown[at[1]] == right[at[0]] {
			return "transposed"
		}
		if len(at) == 1 {
			return "wrong-digit"
		}
	case 1:
		if lacksOne(shown, right) {
			return "extra-digit"
		}
	case -1:
		if lacksOne(right, shown) {
			return "missing-digit"
		}
	}
	return ""
}

// Lost reports whether a figure is another without one of its digits, however short.
func Lost(right, shown string) bool { return len(right) == len(shown)+1 && lacksOne(right, shown) }

// lacksOne reports whether short is long without one of its digits.
func lacksOne(long, short string) bool {
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	return long[i+1:] == short[i:]
}
