package tie

import (
	"math/big"
	"testing"

	"doisoat/schema"

	"pgregory.net/rapid"
)

// TestWholeNumbersAgree holds the comparison in whole numbers against the one in
// exact fractions.
func TestWholeNumbersAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := int8(rapid.IntRange(0, 4).Draw(t, "places"))
		coef := rapid.Int64Range(-200000, 200000).Draw(t, "coef")
		n := schema.Number{Value: schema.Decimal{Coef: coef, Places: places}, Shown: places, Scale: int8(rapid.SampledFrom([]int{0, 0, 3, 6}).Draw(t, "scale"))}
		stored := int8(rapid.IntRange(0, 6).Draw(t, "stored"))
		near := coef
		for p := places; p < stored; p++ {
			near *= 10
		}
		for p := stored; p < places; p++ {
			near /= 10
		}
		near += rapid.Int64Range(-30, 30).Draw(t, "off")
		cell := schema.Number{Value: schema.Decimal{Coef: near, Places: stored}, Shown: int8(rapid.IntRange(0, int(stored)).Draw(t, "shown"))}
		shift := int(n.Scale) - rapid.SampledFrom([]int{0, 0, 3}).Draw(t, "unit")
		if shift < 0 {
			shift = 0
		}
		if got, want := CompareCell(n, schema.Exactly, cell, shift), compareCell(n, schema.Exactly, cell, shift); got != want {
			t.Fatalf("figure %+v, cell %+v, shift %d: %d, in fractions %d", n, cell, shift, got, want)
		}
	})
}

// TestWholeNumbersAgreeOnQuotients does the same for values that are fractions, up to
// where the whole numbers no longer fit.
func TestWholeNumbersAgreeOnQuotients(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		places := int8(rapid.IntRange(0, 6).Draw(t, "places"))
		const most = 1e18 - 1 // schema.MaxDigits
		coef := rapid.OneOf(rapid.Int64Range(-2000, 2000), rapid.Int64Range(-most, most)).Draw(t, "coef")
		n := schema.Number{Value: schema.Decimal{Coef: coef, Places: places}, Shown: places, Scale: int8(rapid.SampledFrom([]int{0, 0, 3, 9}).Draw(t, "scale"))}
		v, denom := n.Rat(), rapid.OneOf(rapid.Int64Range(1, 40), rapid.Int64Range(1, 1<<62)).Draw(t, "denominator")
		v.Add(v, new(big.Rat).Mul(n.Ulp(), big.NewRat(rapid.Int64Range(-80, 80).Draw(t, "off"), denom)))
		got, ok := inWhole(n, v)
		if want := Prepare(n, schema.Exactly).inFractions(v); ok && got != want {
			t.Fatalf("figure %+v, value %v: %d, in fractions %d", n, v, got, want)
		}
	})
}
