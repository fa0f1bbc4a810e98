package lang

var viValidate = map[string]string{}

var enValidate = map[string]string{}
