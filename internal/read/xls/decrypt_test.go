package xls

import (
	"crypto/md5"
	"crypto/rc4"
	"encoding/binary"
	"os"
	"testing"

	"doisoat/internal/read/input"
)

// encrypted is a BIFF8 workbook under the password that everybody has, made step by
// step as [MS-OFFCRYPTO] 2.3.6 tells it.
func encrypted(book []byte) []byte {
	salt := []byte("0123456789abcdef")
	key := func(block uint32) *rc4.Cipher {
		var password []byte
		for _, c := range "VelvetSweatshop" {
			password = append(password, byte(c), 0)
		}
		h0 := md5.Sum(password)
		var sixteen []byte
		for range 16 {
			sixteen = append(append(sixteen, h0[:5]...), salt...)
		}
		h1 := md5.Sum(sixteen)
		final := md5.Sum(binary.LittleEndian.AppendUint32(append([]byte(nil), h1[:5]...), block))
		c, err := rc4.NewCipher(final[:])
		if err != nil {
			panic(err)
		}
		return c
	}
	verifier := []byte("fedcba9876543210")
	digest := md5.Sum(verifier)
	both := append(verifier, digest[:]...)
	key(0).XORKeyStream(both, both)

	// The record goes behind the first one; the places of the sheets move with it.
	var pass stream
	pass.add(recFilePass, uint16(1), uint16(1), uint16(1), salt, both)
	first := 4 + int(binary.LittleEndian.Uint16(book[2:]))
	plain := append(append(append([]byte(nil), book[:first]...), pass...), book[first:]...)
	out := append([]byte(nil), plain...)
	for at := 0; at < len(out); at += 1024 {
		part := out[at:min(at+1024, len(out))]
		key(uint32(at/1024)).XORKeyStream(part, part)
	}
	for at := 0; at+4 <= len(plain); {
		id, n := binary.LittleEndian.Uint16(plain[at:]), int(binary.LittleEndian.Uint16(plain[at+2:]))
		switch id {
		case recBOF, recFilePass:
			copy(out[at:], plain[at:at+4+n])
		case recBounds:
			copy(out[at:], plain[at:at+4])
			binary.LittleEndian.PutUint32(out[at+4:], binary.LittleEndian.Uint32(plain[at+4:])+uint32(len(pass)))
		default:
			copy(out[at:], plain[at:at+4])
		}
		at += 4 + n
	}
	return out
}

// A workbook that only its structure is protected of opens without a password.
func TestEveryonesPassword(t *testing.T) {
	g := looks()
	g.add(recSST, uint32(1), uint32(1), text8("Phụ lục"))
	var s stream
	s.add(recLabelSST, uint16(0), uint16(0), uint16(0), uint32(0))
	for i := range 100 {
		s.add(recNumber, uint16(i), uint16(1), uint16(0), float64(i))
	}
	data := encrypted(book8(g, s))
	got, _ := rows(t, data)
	if got[0] != "Phụ lục|0<2>" || got[99] != "|99<2>" {
		t.Errorf("%q, %q", got[0], got[99])
	}
	data[24+4+2+2+2] ^= 1 // the salt: now it is another password
	if _, err := Read(input.File{Data: data}, input.DefaultLimits()); err == nil || input.As(err).Message.Key != "read.password" {
		t.Errorf("%v", err)
	}
}

// The same of a file that Excel wrote.
func TestEveryonesPasswordOfExcel(t *testing.T) {
	data, err := os.ReadFile("../../../../shared/data/robust/apache-poi/test-data/spreadsheet/50833.xls")
	if err != nil {
		t.Skip("the shared data are not here: ", err)
	}
	if got, _ := rows(t, data); got[0] != "test cell value" {
		t.Errorf("%q", got)
	}
}
