package input

import "unicode/utf16"

// Decode turns UTF-16 with a byte order mark into UTF-8, takes a UTF-8 mark off and
// leaves other text alone.
func Decode(s string) string {
	if len(s) >= 3 && s[:3] == "\ufeff" {
		return s[3:]
	}
	if len(s) < 2 || len(s)%2 != 0 {
		return s
	}
	big := s[0] == 0xFE && s[1] == 0xFF
	if !big && !(s[0] == 0xFF && s[1] == 0xFE) {
		return s
	}
	units := make([]uint16, 0, len(s)/2-1)
	for i := 2; i < len(s); i += 2 {
		if big {
			units = append(units, uint16(s[i])<<8|uint16(s[i+1]))
		} else {
			units = append(units, uint16(s[i+1])<<8|uint16(s[i]))
		}
	}
	return string(utf16.Decode(units))
}
