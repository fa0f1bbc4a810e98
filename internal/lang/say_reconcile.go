package lang

var viReconcile = map[string]string{}

var enReconcile = map[string]string{}
