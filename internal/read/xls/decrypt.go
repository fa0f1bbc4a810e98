package xls

import (
	"bytes"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha1"
	"encoding/binary"
	"hash"
	"slices"
)

// standing is the password under which Excel encrypts a workbook whose structure is
// protected and that anybody may open ([MS-XLS] 2.2.10).
const standing = "VelvetSweatshop"

// cipherBlock is the number of bytes after which the key changes ([MS-OFFCRYPTO]
// 2.3.7.1).
const cipherBlock = 1024

// decrypt gives the stream in the clear when it is encrypted by RC4 under the
// password that everybody has; ok is false under any other, and for the old
// obfuscation. f stands at the start of the FILEPASS record.
func (b *book) decrypt(f *fields) (clear []byte, ok bool) {
	if b.version != 8 || f.u16() != 1 {
		return nil, false
	}
	password := make([]byte, 0, 2*len(standing))
	for _, c := range []byte(standing) {
		password = append(password, c, 0)
	}
	major, minor := f.u16(), f.u16()
	var key func(block uint32) []byte
	var sum hash.Hash
	var verifier, digest []byte
	switch {
	case major == 1 && minor == 1: // 2.3.6 RC4 encryption
		salt := f.take(16)
		verifier, digest = f.take(16), f.take(16)
		first := md5.Sum(password)
		second := md5.Sum(bytes.Repeat(append(first[:5:5], salt...), 16))
		key = func(block uint32) []byte {
			k := md5.Sum(binary.LittleEndian.AppendUint32(second[:5:5], block))
			return k[:]
		}
		sum = md5.New()
	case major >= 2 && major <= 4 && minor == 2: // 2.3.5 RC4 CryptoAPI encryption
		f.skip(4)
		head := fields{part: f.take(f.u32())}
		head.skip(16)
		size := head.u32() / 8
		f.skip(4)
		salt := f.take(16)
		verifier = f.take(16)
		f.skip(4)
		digest = f.take(20)
		if size == 0 {
			size = 5
		}
		if head.short || size > 16 {
			return nil, false
		}
		first := sha1.Sum(append(slices.Clone(salt), password...))
		key = func(block uint32) []byte {
			k := sha1.Sum(binary.LittleEndian.AppendUint32(first[:len(first):len(first)], block))
			if size == 5 { // a short key is filled up
				return append(k[:5:5], make([]byte, 11)...)
			}
			return k[:size]
		}
		sum = sha1.New()
	}
	if key == nil || f.short {
		return nil, false
	}
	both := append(slices.Clone(verifier), digest...)
	crypt(both, key(0))
	sum.Write(both[:16])
	if !bytes.Equal(sum.Sum(nil), both[16:]) {
		return nil, false
	}
	clear = slices.Clone(b.stream)
	for at := 0; at < len(clear); at += cipherBlock {
		crypt(clear[at:min(at+cipherBlock, len(clear))], key(uint32(at/cipherBlock)))
	}
	restore(clear, b.stream)
	return clear, true
}

// crypt applies RC4, which undoes itself. The lengths of key here are all valid.
func crypt(data, key []byte) {
	c, err := rc4.NewCipher(key)
	if err != nil {
		panic(err)
	}
	c.XORKeyStream(data, data)
}

// restore puts back what is never encrypted ([MS-XLS] 2.2.10): the heads of records,
// some records, and where a sheet begins.
func restore(clear, stream []byte) {
	for s := (scanner{stream: stream}); ; {
		at := s.pos
		id, data, ok := s.one()
		if !ok {
			return
		}
		n := 4
		switch id {
		case recBOF, recFilePass, recUserExcl, recFileLock, recInterface, recRevisions, recRevisionHead:
			n += len(data)
		case recBounds:
			n += min(4, len(data))
		}
		copy(clear[at:at+n], stream[at:])
	}
}
