package cli

import (
	"strings"

	"doisoat/internal/lang"
)

// language is the language of help and error messages, which may come before any
// report is read: that of --lang, else that of the locale, else Vietnamese, the
// language of the reports. It looks at the bare arguments because an error in the
// flags has a language too.
func language(args []string, env func(string) string) *lang.Pack {
	for i, a := range args {
		code, found := strings.CutPrefix(a, "--lang=")
		if a == "--lang" && i+1 < len(args) {
			code, found = args[i+1], true
		}
		if p := lang.For(code); found && p != nil {
			return p
		}
		if a == "--" {
			break
		}
	}
	return locale(env)
}

// locale is the language of the locale, by the order of POSIX (XBD 8.2).
func locale(env func(string) string) *lang.Pack {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		value := env(name)
		if value == "" {
			continue
		}
		code, _, _ := strings.Cut(strings.ToLower(value), "_")
		code, _, _ = strings.Cut(code, ".")
		if p := lang.For(code); p != nil {
			return p
		}
		break
	}
	return lang.Vietnamese
}
