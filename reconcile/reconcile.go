// Package reconcile checks a draft's prose against its tables, and the prose
// against itself: that every figure ties with its cell, that counts and lists name
// whom they must, that targets are met or missed as said, that periods agree.
//
// One file holds one check; Suite lists them. Claims come bound to cells; a check
// never looks for a place again.
package reconcile

import (
	"embed"

	"doisoat/schema"
)

// Suite lists the checks in the order in which they run.
func Suite() []*schema.Check {
	return []*schema.Check{
		UntiedFigure,
		CutOffFigure,
		ImpossiblePercentage,
		WrongCount,
		ListLength,
		OmittedUnit,
		UnmetMember,
		RepeatedMember,
		WrongPlace,
		WrongChange,
		WrongOrder,
		UnaddedParts,
		WrongDerivedFigure,
		WrongTargetVerdict,
		RoundedOverTarget,
		PeriodDisagrees,
		BlankLeft,
		RepeatedWord,
		MisplacedMark,
	}
	// Turned down:
	//   - spelling: a dictionary of Vietnamese is another tool's work, and names of
	//     communes would drown it;
	//   - a figure that stands in no table as a fault: most such figures are plans,
	//     deadlines and numbers of documents; they are listed as undecided instead;
	//   - a figure told in two ways ("93,3%" and "93,33%") as a fault: both may round
	//     the same value.
}

//go:embed doc/*.md
var pages embed.FS

// page is the English page of a check.
func page(code string) string { return Page(code, "en") }

// Page gives the page of a check in a language, the English one where there is no
// other, and "" for a code that this package does not have.
func Page(code, language string) string {
	if language != "" && language != "en" {
		if text, err := pages.ReadFile("doc/" + code + "." + language + ".md"); err == nil {
			return string(text)
		}
	}
	text, err := pages.ReadFile("doc/" + code + ".md")
	if err != nil {
		return ""
	}
	return string(text)
}
