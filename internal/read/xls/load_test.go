package xls

import (
	"testing"
	"time"

	"doisoat/internal/read/input"
)

// Small records that stand for much work are read in bounded time: a string of many
// fonts in many cells, a long formula that many cells share, ranges that overlap.
func TestCostlyWorkbooks(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	fonts := looks("0")
	var runs, letters []byte
	for i := range 2000 {
		runs = append(runs, pack(uint16(i), uint16(i%2+5))...)
		letters = append(letters, 'a')
	}
	fonts.add(recSST, uint32(1), uint32(1), uint16(2000), uint8(flagRich), uint16(2000)).
		add(recContinue, uint8(0), letters).add(recContinue, runs)
	var strings, formulas, broken, merges stream
	for r := range 65535 {
		for c := range 20 {
			strings.add(recLabelSST, uint16(r), uint16(c), uint16(0), uint32(0))
		}
	}
	sum := pack(uint8(0x2C), uint16(0xFFFF), uint16(0xFF|relative))
	for len(sum) < 4000 {
		sum = append(sum, pack(uint8(0x2C), uint16(0xFFFF), uint16(0xFF|relative), uint8(0x03))...)
	}
	share := func(s *stream, tokens []byte) {
		exp := pack(uint8(tokenShared), uint16(0), uint16(0))
		s.add(recFormula, formulaCell(0, 0, exp)).add(recShared, make([]byte, 8), uint16(len(tokens)), tokens)
		for r := 1; r < 50000; r++ {
			for c := range 20 {
				s.add(recFormula, formulaCell(r, c, exp))
			}
		}
	}
	share(&formulas, sum)
	share(&broken, append(sum[:len(sum):len(sum)], 0x7F))
	for r := range 7000 {
		merges.add(recNumber, uint16(r), uint16(255), uint16(0), 1.0)
	}
	for i := range 150 {
		list := pack(uint16(1000))
		for j := range 1000 {
			k := i*1000 + j
			list = append(list, pack(uint16(6999-k/25), uint16(6999), uint16(250-k%25*10), uint16(255))...)
		}
		merges.add(recMerges, list)
	}
	for name, data := range map[string][]byte{
		"strings": book8(fonts, strings), "formulas": book8(nil, formulas), "broken formulas": book8(nil, broken), "merges": book8(nil, merges),
	} {
		start := time.Now()
		_, err := Read(input.File{Data: data}, input.DefaultLimits())
		if took := time.Since(start); err != nil || took > time.Minute { // a second, and ten under the race detector
			t.Errorf("%s: %v, %v", name, took, err)
		} else {
			t.Logf("%s: %d MiB in %v", name, len(data)>>20, took)
		}
	}
}
