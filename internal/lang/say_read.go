package lang

var viRead = map[string]string{}

var enRead = map[string]string{}
