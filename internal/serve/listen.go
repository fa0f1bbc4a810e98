package serve

import (
	"crypto/tls"
	"net"
	"slices"
	"strconv"
)

// Loopback reports whether a name is one of this machine for itself.
func Loopback(host string) bool {
	return slices.Contains([]string{"127.0.0.1", "localhost", "::1"}, host)
}

// Local opens a port for this machine alone; 0 takes one that is free.
func Local(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// Public opens an address for other machines, and tells the names that its certificate is
// for: a browser asks for the server by one of them.
func Public(address string, cert *tls.Certificate) (l net.Listener, known func(host string) bool, err error) {
	l, err = net.Listen("tcp", address)
	return l, func(host string) bool {
		return Loopback(host) || cert.Leaf != nil && cert.Leaf.VerifyHostname(host) == nil
	}, err
}
