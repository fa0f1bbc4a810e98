package slip_test

import (
	"testing"

	"pgregory.net/rapid"

	"doisoat/internal/slip"
)

func TestDigits(t *testing.T) {
	for _, c := range []struct{ shown, right, want string }{
		{"7392", "7932", "transposed"},
		{"7392", "2397", "transposed"}, // far apart, but two digits changed places
		{"185420", "158420", "transposed"},
		{"7392", "7492", "wrong-digit"},
		{"7392", "8492", ""},
		{"7392", "739", "extra-digit"},
		{"1087", "10887", "missing-digit"},
		{"1087", "087", "extra-digit"},
		{"1000", "100", "extra-digit"},
		{"100", "1000", "missing-digit"},
		{"123", "123", ""},
		{"12", "21", ""}, // too short to say anything
		{"99", "999", ""},
		{"12345", "123", ""},
		{"1234", "2341", ""},
		{"", "", ""},
		{"", "123", ""},
		{"4321", "1234", ""},
	} {
		if got := slip.Digits(c.shown, c.right); got != c.want {
			t.Errorf("Digits(%q, %q) = %q, want %q", c.shown, c.right, got, c.want)
		}
	}
}

// TestDigitsMirrored: a slip read from the other side is its opposite.
func TestDigitsMirrored(t *testing.T) {
	other := map[string]string{"transposed": "transposed", "wrong-digit": "wrong-digit", "missing-digit": "extra-digit", "extra-digit": "missing-digit", "": ""}
	digits := rapid.StringMatching(`[0-3]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := digits.Draw(t, "a"), digits.Draw(t, "b")
		if got, want := slip.Digits(b, a), other[slip.Digits(a, b)]; got != want {
			t.Fatalf("Digits(%q, %q) = %q, and the other way round %q", a, b, slip.Digits(a, b), got)
		}
	})
}

// TestDigitsMade: a slip that is made is the slip that is named.
func TestDigitsMade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		right := rapid.StringMatching(`[0-9]{4,9}`).Draw(t, "right")
		i := rapid.IntRange(0, len(right)-1).Draw(t, "at")
		j := rapid.IntRange(0, len(right)-1).Draw(t, "with")
		d := byte('0' + rapid.IntRange(0, 9).Draw(t, "digit"))
		swapped := []byte(right)
		swapped[i], swapped[j] = swapped[j], swapped[i]
		changed := []byte(right)
		changed[i] = d
		for _, c := range []struct{ shown, want string }{
			{string(swapped), "transposed"},
			{string(changed), "wrong-digit"},
			{right[:i] + right[i+1:], "missing-digit"},
			{right[:i] + string(d) + right[i:], "extra-digit"},
		} {
			if c.shown == right {
				continue
			}
			if got := slip.Digits(c.shown, right); got != c.want {
				t.Fatalf("Digits(%q, %q) = %q, want %q", c.shown, right, got, c.want)
			}
		}
	})
}
