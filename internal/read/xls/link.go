package xls

// extern is an entry of the list of sheets that formulas refer to.
type extern struct {
	link        int // index in book.links
	first, last int
}

// link is a list of linked sheets or functions.
type link struct {
	inside bool     // this file's own sheets
	names  []string // of functions of add-ins
}

// supBook begins a list of linked sheets ([MS-XLS] 2.4.271 SupBook).
func (b *book) supBook(f *fields) {
	f.skip(2)
	b.links = append(b.links, link{inside: f.u16() == 0x0401})
}

// externName reads a name of the last list ([MS-XLS] 2.4.106 ExternName).
func (b *book) externName(f *fields) {
	if b.version != 8 || len(b.links) == 0 {
		return
	}
	f.skip(6)
	l := &b.links[len(b.links)-1]
	l.names = append(l.names, f.unicode(f.u8()).s)
}

// externSheet reads the sheets that formulas refer to ([MS-XLS] 2.4.105 ExternSheet).
func (b *book) externSheet(f *fields) {
	if b.version != 8 {
		return
	}
	for n := f.u16(); n > 0; n-- {
		e := extern{f.u16(), f.u16(), f.u16()}
		if f.short || e.link >= len(b.links) {
			return
		}
		b.externs = append(b.externs, e)
	}
}

// define reads a defined name ([MS-XLS] 2.4.150 Lbl).
func (b *book) define(f *fields) {
	builtin := f.u16()&0x20 != 0
	f.skip(1)
	n := f.u8()
	f.skip(10)
	name := ""
	if b.version == 8 {
		name = f.unicode(n).s
	} else {
		name = f.bytes(n, b.page)
	}
	if builtin && len(name) == 1 {
		name = builtinName(name[0])
	}
	b.defined = append(b.defined, name)
}

// builtinName writes a name that Excel itself gives.
func builtinName(c byte) string {
	names := [...]string{"Consolidate_Area", "Auto_Open", "Auto_Close", "Extract", "Database", "Criteria", "Print_Area",
		"Print_Titles", "Recorder", "Data_Form", "Auto_Activate", "Auto_Deactivate", "Sheet_Title", "_FilterDatabase"}
	if int(c) < len(names) {
		return names[c]
	}
	return "?"
}
