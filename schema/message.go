package schema

// Message is a sentence for a person, told in any language by a pack: the key of a
// template and its arguments. Arguments are words of the report, figures as
// written, or messages of their own.
type Message struct {
	Key  string
	Args []Arg
}

// Arg is one named argument of a message: a Text, or a message when Message is set.
type Arg struct {
	Name    string
	Text    string
	Message *Message
}

// Say makes a message from a key and pairs of a name and a value; a value is a
// string, an int, or a Message.
func Say(key string, pairs ...any) Message {
	m := Message{Key: key}
	for i := 0; i+1 < len(pairs); i += 2 {
		a := Arg{Name: pairs[i].(string)}
		switch v := pairs[i+1].(type) {
		case string:
			a.Text = v
		case int:
			a.Text = itoa(v)
		case Message:
			a.Message = &v
		default:
			panic("schema.Say: a value must be a string, an int or a Message")
		}
		m.Args = append(m.Args, a)
	}
	return m
}

// IsZero reports whether there is nothing to say.
func (m Message) IsZero() bool { return m.Key == "" }

func itoa(n int) string { return Int(int64(n)).String() }
