package serve

import (
	"crypto/tls"
	"net"
	"strconv"
)

// Loopback are the names of this machine for itself.
func Loopback() []string { return []string{"127.0.0.1", "localhost", "::1"} }

// Local opens a port for this machine alone; 0 takes one that is free.
func Local(port int) (net.Listener, error) {
	return net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
}

// Public opens an address for other machines, and gives the names that its certificate is
// for: a browser asks for the server by one of them.
func Public(address string, cert *tls.Certificate) (net.Listener, []string, error) {
	names := Loopback()
	if leaf := cert.Leaf; leaf != nil {
		names = append(names, leaf.DNSNames...)
		for _, ip := range leaf.IPAddresses {
			names = append(names, ip.String())
		}
	}
	l, err := net.Listen("tcp", address)
	return l, names, err
}
