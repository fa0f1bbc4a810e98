package legacy

// The upper halves of the one-byte encodings, from 0x80 to 0xFF. U+FFFD stands for
// a byte that has no character. Combining marks are written as escapes. A test
// compares them with the tables of the system's iconv where it is present.

// tcvn is TCVN 5712:1993-1 (VN1), which glibc calls TCVN5712-1.
const tcvn = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ" +
	"\u00a0ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴ" +
	"ẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò" +
	"ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"

// tcvnControls are the characters that VN1 has in the place of control characters.
var tcvnControls = map[byte]rune{
	0x01: 'Ú', 0x02: 'Ụ', 0x04: 'Ừ', 0x05: 'Ử', 0x06: 'Ữ', 0x11: 'Ứ', 0x12: 'Ự', 0x13: 'Ỳ', 0x14: 'Ỷ', 0x15: 'Ỹ', 0x16: 'Ý', 0x17: 'Ỵ',
}

// viscii is VISCII 1.1 (RFC 1456).
const viscii = "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ" +
	"ÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ" +
	"ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡư" +
	"àáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"

// visciiControls are the capitals that VISCII has in the place of control characters.
var visciiControls = map[byte]rune{0x02: 'Ẳ', 0x05: 'Ẵ', 0x06: 'Ẫ', 0x14: 'Ỷ', 0x19: 'Ỹ', 0x1E: 'Ỵ'}

// cp1258 is windows-1258: letters with their quality marks, tones as combining marks.
const cp1258 = "€\ufffd‚ƒ„…†‡ˆ‰\ufffd‹Œ\ufffd\ufffd\ufffd\ufffd‘’“”•–—˜™\ufffd›œ\ufffd\ufffdŸ" +
	"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿" +
	"ÀÁÂĂÄÅÆÇÈÉÊË\u0300ÍÎÏĐÑ\u0309ÓÔƠÖ×ØÙÚÛÜƯ\u0303ß" +
	"àáâăäåæçèéêë\u0301íîïđñ\u0323óôơö÷øùúûüư₫ÿ"

// cp1252 is the part of windows-1252 that differs from Latin-1, 0x80 to 0x9F.
const cp1252 = "€\ufffd‚ƒ„…†‡ˆ‰Š‹Œ\ufffdŽ\ufffd\ufffd‘’“”•–—˜™š›œ\ufffdžŸ"

// vowels are the vowel letters under the tones level, huyền, hỏi, ngã, sắc, nặng.
const vowels = "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"

// vni gives what the mark of the two-byte VNI encoding does to the letter before it
// (the fonts VNI-Times and their kin): a quality (^ circumflex, ( breve, 0 none) and
// a tone. A capital mark (0x20 less) does the same.
var vni = map[byte]struct {
	quality byte
	tone    uint8
}{
	0xF8: {0, huyen}, 0xF9: {0, sac}, 0xFB: {0, hoi}, 0xF5: {0, nga}, 0xEF: {0, nang},
	0xE2: {'^', level}, 0xE0: {'^', huyen}, 0xE1: {'^', sac}, 0xE5: {'^', hoi}, 0xE3: {'^', nga}, 0xE4: {'^', nang},
	0xEA: {'(', level}, 0xE8: {'(', huyen}, 0xE9: {'(', sac}, 0xFA: {'(', hoi}, 0xFC: {'(', nga}, 0xEB: {'(', nang},
}

// vniSingle are the VNI characters that need no mark, or take only a tone.
var vniSingle = map[byte]rune{
	0xEC: 'ì', 0xED: 'í', 0xE6: 'ỉ', 0xF3: 'ĩ', 0xF2: 'ị', 0xEE: 'ỵ', 0xF1: 'đ', 0xF4: 'ơ', 0xF6: 'ư',
	0xCC: 'Ì', 0xCD: 'Í', 0xC6: 'Ỉ', 0xD3: 'Ĩ', 0xD2: 'Ị', 0xCE: 'Ỵ', 0xD1: 'Đ', 0xD4: 'Ơ', 0xD6: 'Ư',
}
