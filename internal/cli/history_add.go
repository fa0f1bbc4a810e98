package cli

import (
	"fmt"
	"maps"
	"path/filepath"
	"sync"

	"github.com/spf13/cobra"

	"doisoat/internal/lang"
	"doisoat/internal/read"
	"doisoat/internal/series"
	"doisoat/internal/store"
	"doisoat/schema"
)

// addFlags are the flags of `doisoat history add`.
type addFlags struct {
	store   *string
	jobs    *int
	again   bool
	verbose bool
	limits  *read.Limits
}

func (s *session) historyAddCommand() *cobra.Command {
	var flags addFlags
	cmd := &cobra.Command{
		Use:  "add",
		Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, args []string) error { return s.historyAdd(args, &flags) },
	}
	flags.store, flags.jobs = storeFlag(cmd), jobsFlag(cmd)
	cmd.Flags().BoolVar(&flags.again, "again", false, "")
	cmd.Flags().BoolVar(&flags.verbose, "verbose", false, "")
	s.chooseLanguage(cmd)
	flags.limits = limit(cmd)
	return cmd
}

// outcome is what became of one report of a folder.
type outcome struct {
	bundle bundle
	key    string
	report *series.Report
	known  string // the report of the store that has these contents
	err    error
}

// historyAdd checks the reports of folders and writes them to a store, each in a
// transaction of its own, in the order of their names: what is in the store when a run is
// killed is the beginning of what it would have written.
func (s *session) historyAdd(dirs []string, flags *addFlags) error {
	if len(dirs) == 0 {
		return fail(ExitUsage, "history.usage.folder")
	}
	var work []outcome
	var others []string
	for _, dir := range dirs {
		a, err := walk(dir)
		if err != nil {
			return err
		}
		for _, b := range a.reports {
			b.name = below(*flags.store, filepath.Join(dir, filepath.FromSlash(b.name)))
			work = append(work, outcome{bundle: b})
		}
		for _, o := range a.others {
			others = append(others, below(*flags.store, filepath.Join(dir, filepath.FromSlash(o))))
		}
	}
	done := s.progress(patience)
	defer done()
	st, err := s.openStore(*flags.store, true)
	if err != nil {
		return err
	}
	err = s.addAll(st, work, others, flags)
	if closed := st.Close(); err == nil {
		err = closed
	}
	return err
}

// addAll checks the reports side by side and writes each when all before it are written.
func (s *session) addAll(st *store.Store, work []outcome, others []string, flags *addFlags) error {
	has, err := st.Keys()
	if err != nil {
		return err
	}
	n := tally{}
	kept := maps.Clone(has) // read by the workers, while has grows
	err = inOrder(len(work), *flags.jobs, func(i int) *outcome {
		o := work[i]
		o.key, o.err = hash(o.bundle.paths)
		if _, known := kept[o.key]; o.err == nil && (!known || flags.again) {
			o.report, o.err = record(&o.bundle, nil, *flags.limits)
		}
		return &o
	}, func(o *outcome) error {
		// Contents that came twice in this run are found here, for writing is in order.
		if name, known := has[o.key]; known && !(flags.again && name == o.bundle.name) && o.err == nil {
			o.known, o.report = name, nil
		}
		if err := s.put(st, o, &n, flags.verbose); err != nil {
			return err
		}
		if o.report != nil {
			has[o.key] = o.bundle.name
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range others {
		if flags.verbose {
			s.line("history.add.other", "name", name)
		}
	}
	s.line("history.add.sum", "read", n.read, "known", n.known, "unread", n.unread, "other", len(others), "store", *flags.store)
	if n.unread > 0 {
		s.code = ExitInput
	}
	return nil
}

// tally counts what became of the reports of a run.
type tally struct{ read, known, unread int }

// put writes one outcome to the store.
func (s *session) put(st *store.Store, o *outcome, n *tally, verbose bool) error {
	name := o.bundle.name
	switch {
	case o.err != nil:
		n.unread++
		s.line("history.add.unread", "name", name, "why", why(o.err, s.pack))
		return st.PutUnread(store.Unread{Name: name, SHA256: o.key, Vi: why(o.err, lang.For("vi")), En: why(o.err, lang.For("en"))})
	case o.report == nil:
		n.known++
		if verbose {
			s.line("history.add.known", "name", name, "other", o.known)
		}
		return nil
	}
	n.read++
	o.report.Key = o.key
	if verbose {
		s.line("history.add.read", "name", name, "period", o.report.Period.String(), "tables", len(o.report.Tables), "findings", len(o.report.Findings))
	}
	return st.Put(o.report)
}

// line writes a line of the answer.
func (s *session) line(key string, pairs ...any) {
	fmt.Fprintln(&s.out, s.pack.Say(schema.Say(key, pairs...)))
}

// inOrder does n pieces of work side by side and gives the outcomes over in their order;
// no more than a few wait for one before them. After an error no piece begins.
func inOrder[T any](n, jobs int, work func(i int) T, give func(T) error) error {
	type turn struct {
		value  T
		ended  chan struct{}
		raised any
	}
	turns := make([]turn, n)
	for i := range turns {
		turns[i].ended = make(chan struct{})
	}
	places := make(chan struct{}, jobs+1) // outcomes that wait, beside the work that runs
	next := make(chan int)
	stop := make(chan struct{})
	var wait sync.WaitGroup
	wait.Go(func() {
		defer close(next)
		for i := range n {
			select {
			case places <- struct{}{}:
			case <-stop:
				return
			}
			select {
			case next <- i:
			case <-stop:
				return
			}
		}
	})
	for range jobs {
		wait.Go(func() {
			for i := range next {
				func() {
					defer close(turns[i].ended)
					defer func() { turns[i].raised = recover() }()
					turns[i].value = work(i)
				}()
			}
		})
	}
	var err error
	for i := range turns {
		<-turns[i].ended
		if turns[i].raised != nil {
			close(stop)
			wait.Wait()
			panic(turns[i].raised)
		}
		var none T
		err = give(turns[i].value)
		turns[i].value = none
		<-places
		if err != nil {
			break
		}
	}
	close(stop)
	wait.Wait()
	return err
}
