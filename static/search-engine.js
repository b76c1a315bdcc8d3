// Search without a server: answers queries from the index that scholarfolio/search_index.py writes.
//
// The index is a concordance: the words of all documents (the papers, then the other pages) stand in one long row,
// field by field, and each term comes with its places in that row. A phrase is a run of neighbouring places.
(function () {
  "use strict";

  // What a place in each field counts; 0 is found by filters alone.
  const WEIGHTS = { title: 8, authors: 6, topics: 4, venue: 3, text: 1, year: 2, type: 0, has: 0 };
  // A finished word may go on by so many letters: "model" finds "modeling".
  const ENDING = 3;
  const MOST_SIMILAR = 30;

  class Searcher {
    constructor(index) {
      this.papers = index.papers;
      this.pages = index.pages;
      this.fields = index.fields;
      this.filters = new Map(Object.entries(index.filters)); // the fields that filters such as author:lovelace look in
      this.size = index.papers.paths.length + index.pages.paths.length;
      this.folding = new Folding(index);
      this.terms = new Terms(index.terms);
      this.layOut(numbers(index.lengths).list);
      // all places of all terms, and where those of each begin
      const steps = numbers(index.places);
      this.places = steps.list;
      this.bounds = steps.ends;
      this.addUp();
    }

    // Work out which document and which field every place belongs to.
    layOut(lengths) {
      const total = lengths.reduce((sum, length) => sum + length, 0);
      this.owners = new Uint32Array(total); // the document's number, and in the last four bits the field's
      this.starts = new Uint32Array(this.size + 1);
      let at = 0;
      lengths.forEach((length, number) => {
        const field = number % this.fields.length;
        const document = (number - field) / this.fields.length;
        this.owners.fill((document << 4) | field, at, at + length);
        at += length;
        this.starts[document + 1] = at;
      });
    }

    // Turn the distances between a term's places into places.
    addUp() {
      const { places, bounds } = this;
      for (let term = 0; term + 1 < bounds.length; term++) {
        for (let i = bounds[term] + 1; i < bounds[term + 1]; i++) places[i] += places[i - 1];
      }
    }

    // Search. Returns null for a query that asks for nothing; else the numbers of papers and of other pages, the best
    // first, the terms that were found, and whether some of these are only similar to what was asked for.
    search(query) {
      const clauses = this.parsed(query);
      if (!clauses.length) return null;
      const found = this.answer(clauses, false);
      return found.papers.length || found.pages.length ? found : this.answer(clauses, true);
    }

    // Take a query apart: words, "phrases", field:words and year:from-to.
    parsed(query) {
      const parts = query.matchAll(/(?:([\p{L}\p{M}]+)[:：](?=\S))?(?:["“”„«]([^"“”„»]*)(["“”»]?)|(\S+))/giu);
      const clauses = Array.from(parts, (part) => this.clause(part, query));
      return clauses.filter((clause) => clause.years || clause.words.length);
    }

    clause(part, query) {
      const [all, name, phrase, closing, plain] = part;
      const field = this.filters.get(this.folding.fold(name || ""));
      const quoted = plain === undefined;
      const years = field === "year" && yearRange(plain || phrase);
      if (years) return { years };
      const typing = !closing && part.index + all.length === query.length;
      const reach = typing || (field && !quoted) ? Infinity : quoted ? 0 : ENDING;
      return { words: this.folding.words(quoted ? phrase : field ? plain : all), field, quoted, reach };
    }

    answer(clauses, loosely) {
      const found = { papers: [], pages: [], terms: new Set(), similar: false };
      const scores = together(clauses.map((clause) => this.rated(clause, loosely, found)));
      this.favourNeighbours(clauses, scores);
      const papers = this.papers.paths.length;
      for (const document of ranked(scores)) {
        if (document < papers) found.papers.push(document);
        else found.pages.push(document - papers);
      }
      return found;
    }

    // A score for each document, 0 where a clause does not hold. Words that hold nowhere, or with ``loosely`` all, may
    // be mistyped; what hyphens and the like join may stand apart.
    rated(clause, loosely, found) {
      if (clause.years) return this.ratedByYear(clause.years);
      const weights = this.weights(clause.field);
      const matches = this.matches(clause);
      let scores = this.scored(matches, weights);
      const strict = clause.quoted || (!loosely && scores.some(Boolean));
      if (!strict && clause.words.length > 1) {
        return together(clause.words.map((word) => this.rated({ ...clause, words: [word] }, loosely, found)));
      }
      if (!strict) {
        const similar = this.terms.similar(clause.words[0], clause.reach === Infinity);
        matches.push(...similar.map((match) => this.match(match)));
        scores = this.scored(matches, weights);
        found.similar ||= similar.length > 0 && scores.some(Boolean);
      }
      // what only filters look in is not in the text: nothing to mark
      if (WEIGHTS[clause.field] !== 0) matches.forEach((match) => match.terms.forEach((term) => found.terms.add(term)));
      return scores;
    }

    ratedByYear(years) {
      const scores = new Float32Array(this.size);
      this.papers.years.forEach((year, paper) => {
        scores[paper] = Number(year > 0 && year >= years[0] && year <= years[1]);
      });
      return scores;
    }

    weights(field) {
      return this.fields.map((name) => (field ? Number(name === field) : WEIGHTS[name]));
    }

    // The places that a clause finds, with how well they fit.
    matches(clause) {
      const words = clause.words;
      const joined = this.terms.beginning(words.join(""), clause.reach).map((match) => this.match(match));
      if (words.length === 1) return joined;
      const phrase = this.phrase(words, clause.reach);
      return clause.quoted ? [phrase] : [phrase, ...joined];
    }

    match(found) {
      return { terms: [found.term], places: this.placesOf(found.term), fit: found.fit };
    }

    // The places of a term, ascending.
    placesOf(term) {
      return this.places.subarray(this.bounds[term], this.bounds[term + 1]);
    }

    // Where words stand side by side: the places of the first.
    phrase(words, reach) {
      const terms = [];
      let starts = null;
      words.forEach((word, offset) => {
        const found = this.terms.beginning(word, offset === words.length - 1 ? reach : 0).map((match) => match.term);
        const places = merged(found.map((term) => this.placesOf(term)));
        terms.push(...found);
        starts = starts ? followed(starts, places, offset) : places;
      });
      return { terms, places: starts, fit: words.length };
    }

    // What is found in more places and in weightier fields counts more, what few documents have counts most.
    scored(matches, weights) {
      const owners = this.owners;
      const scores = new Float32Array(this.size);
      for (const { places, fit } of matches) {
        for (let i = 0; i < places.length; i++) {
          const owner = owners[places[i]];
          scores[owner >> 4] += weights[owner & 15] * fit;
        }
      }
      let count = 0;
      for (let document = 0; document < this.size; document++) if (scores[document]) count++;
      const rarity = Math.log(1 + this.size / count);
      return scores.map((score) => (score ? rarity * score / (score + 4) : 0));
    }

    // Words that were typed side by side count more where they stand side by side.
    favourNeighbours(clauses, scores) {
      const isPlain = (clause) => clause.words?.length === 1 && !clause.field && clause.words[0].length > 1;
      for (let i = 1; i < clauses.length; i++) {
        if (!isPlain(clauses[i - 1]) || !isPlain(clauses[i])) continue;
        const pair = this.phrase([clauses[i - 1].words[0], clauses[i].words[0]], ENDING);
        const bonus = this.scored([pair], this.weights());
        bonus.forEach((score, document) => { if (scores[document]) scores[document] += score; });
      }
    }

    // The words of terms that a document has, by field; of several at one place the first.
    wordsIn(document, terms) {
      const found = new Map();
      const seen = new Set();
      for (const term of terms) {
        const places = this.placesOf(term);
        for (let i = firstFrom(places, this.starts[document]); places[i] < this.starts[document + 1]; i++) {
          if (seen.has(places[i])) continue;
          seen.add(places[i]);
          const field = this.fields[this.owners[places[i]] & 15];
          if (!found.has(field)) found.set(field, new Set());
          found.get(field).add(this.terms.list[term]);
        }
      }
      return found;
    }
  }

  // Words as they are compared, by the tables that come with the index.
  class Folding {
    constructor(index) {
      const single = "[" + index.singles + "]";
      const letter = "(?:(?!" + single + ")[\\p{L}\\p{N}]|[" + index.vowels + "])";
      this.letters = index.letters;
      this.marks = new RegExp("[" + index.marks + "]", "gu");
      this.folded = new RegExp(single + "|" + letter + "+", "gu");
      // the same in texts as they are shown, where accents are still on their letters
      this.shown = new RegExp(single + "|" + letter + "(?:" + letter + "|\\p{M})*", "gu");
    }

    fold(text) {
      const bare = text.normalize("NFKD").replace(this.marks, "").toLowerCase();
      return bare.replace(/[^\0-\x7f]/gu, (letter) => this.letters[letter] || letter);
    }

    words(text) {
      return this.fold(text).match(this.folded) || [];
    }

    // Where in a text words of a set stand: pairs of start and end.
    spans(text, wanted) {
      const spans = [];
      for (const found of text.matchAll(this.shown)) {
        if (!this.words(found[0]).some((word) => wanted.has(word))) continue;
        const end = found.index + found[0].length;
        if (spans.length && spans.at(-1)[1] === found.index) spans.at(-1)[1] = end;
        else spans.push([found.index, end]);
      }
      return spans;
    }
  }

  // All terms, sorted.
  class Terms {
    constructor(code) {
      this.list = [];
      this.shared = [];
      this.known = new Map();
      let term = "";
      for (const part of code.match(/[A-Z][^A-Z]*/g) || []) {
        const shared = part.charCodeAt(0) - 65;
        term = term.slice(0, shared) + part.slice(1);
        this.shared.push(shared);
        this.list.push(term);
      }
    }

    // Terms that begin with a word and go on by at most ``reach`` letters. A plural that may have endings finds its
    // singular, too.
    beginning(word, reach) {
      const matches = [];
      for (let term = firstFrom(this.list, word); term < this.list.length; term++) {
        if (!this.list[term].startsWith(word)) break;
        const ending = this.list[term].length - word.length;
        if (ending <= reach) matches.push({ term, fit: 1 / (1 + ending / 4) });
      }
      if (reach && word.length > 4 && word.endsWith("s")) {
        const term = firstFrom(this.list, word.slice(0, -1));
        if (this.list[term] === word.slice(0, -1)) matches.push({ term, fit: 0.8 });
      }
      return matches;
    }

    // Terms that a word is a slip of: one letter missing, added, wrong or swapped with the next, in long words two;
    // with ``unfinished``, terms that begin so. What was found for the last few words is kept: others are typed after.
    similar(word, unfinished) {
      const key = word + (unfinished ? "…" : "");
      if (this.known.size > 20) this.known.clear();
      if (!this.known.has(key)) this.known.set(key, this.compared(word, unfinished));
      return this.known.get(key);
    }

    // The sorted terms are walked as a tree: what two share is compared once.
    compared(word, unfinished) {
      const most = word.length < 4 || /[0-9]/.test(word) ? 0 : word.length < 8 ? 1 : 2;
      if (!most) return [];
      const slips = new Slips(word, most);
      const matches = [];
      for (let term = 0; term < this.list.length; term++) {
        slips.compare(this.list[term], this.shared[term]);
        const distance = unfinished ? slips.nearest : slips.distance;
        if (distance > 0 && distance <= most) matches.push({ term, fit: 0.4 / distance });
      }
      return matches.sort((a, b) => b.fit - a.fit || a.term - b.term).slice(0, MOST_SIMILAR);
    }
  }

  // How many slips lead from a word to terms (optimal string alignment), letter by letter of the terms.
  class Slips {
    constructor(word, most) {
      this.word = Array.from(word, (_, at) => word.charCodeAt(at));
      this.most = most;
      // For so many letters of the term a row: slips to each beginning of the word; with the least of these; and the
      // least number of slips from the whole word to so many letters or fewer. Beyond ``most`` the number is unknown.
      this.rows = [this.row()];
      for (let j = 0; j <= most && j <= word.length; j++) this.rows[0][j] = j;
      this.least = [0];
      this.nearests = [this.rows[0][word.length]];
      this.depth = 0;
      this.hopeless = false;
    }

    row() {
      return new Uint8Array(this.word.length + 1).fill(this.most + 1);
    }

    // Go on to a term that shares its first letters with the one before, as far as there is hope.
    compare(term, shared) {
      if (this.hopeless && shared >= this.depth) return;
      this.depth = Math.min(shared, this.depth);
      this.hopeless = false;
      while (this.depth < term.length && !this.hopeless) {
        this.depth++;
        this.add(term);
        // the row before counts as well: letters can be swapped
        this.hopeless = this.least[this.depth] > this.most && this.least[this.depth - 1] >= this.most;
      }
    }

    // Fill the row of one more letter, as far to either side as ``most`` slips can lead.
    add(term) {
      const { word, rows, depth, most } = this;
      const letter = term.charCodeAt(depth - 1);
      const earlier = depth > 1 ? term.charCodeAt(depth - 2) : 0;
      const before = rows[depth - 1];
      const row = (rows[depth] ||= this.row());
      let least = (row[0] = Math.min(depth, most + 1));
      for (let j = Math.max(1, depth - most); j <= Math.min(word.length, depth + most); j++) {
        let slips = Math.min(before[j], row[j - 1]) + 1;
        slips = Math.min(slips, before[j - 1] + (word[j - 1] === letter ? 0 : 1));
        const swapped = earlier && word[j - 1] === earlier && word[j - 2] === letter;
        if (swapped) slips = Math.min(slips, rows[depth - 2][j - 2] + 1);
        row[j] = slips;
        if (slips < least) least = slips;
      }
      this.least[depth] = least;
      this.nearests[depth] = Math.min(this.nearests[depth - 1], row[word.length]);
    }

    get distance() {
      return this.hopeless ? Infinity : this.rows[this.depth][this.word.length];
    }

    get nearest() {
      return this.nearests[this.depth];
    }
  }

  // Read numbers: the last digit of each is one of 57 characters from "#" on, those before are of 34 from "]" on.
  // Spaces end lists. Returns all numbers, and where each list begins and the last ends.
  function numbers(code) {
    const list = new Uint32Array(code.length);
    const ends = [0];
    let count = 0;
    let number = 0;
    for (let i = 0; i < code.length; i++) {
      const digit = code.charCodeAt(i);
      if (digit >= 93) {
        number = number * 34 + digit - 93;
      } else if (digit === 32) {
        ends.push(count);
      } else {
        list[count++] = number * 57 + digit - 35;
        number = 0;
      }
    }
    ends.push(count);
    return { list: list.slice(0, count), ends };
  }

  // Several ascending lists as one.
  function merged(lists) {
    if (lists.length === 1) return lists[0];
    const all = new Uint32Array(lists.reduce((sum, list) => sum + list.length, 0));
    let at = 0;
    for (const list of lists) {
      all.set(list, at);
      at += list.length;
    }
    return all.sort();
  }

  // Those of ``starts`` that have one of ``places`` so far behind them.
  function followed(starts, places, offset) {
    let i = 0;
    return starts.filter((start) => {
      while (places[i] < start + offset) i++;
      return places[i] === start + offset;
    });
  }

  // The first position in an ascending list from which on nothing is less.
  function firstFrom(list, value) {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle] < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // The documents that have a score, the best first, among equals the newest. They are sorted as numbers, which is
  // several times as fast as by a function: the score decides, and the document's number is the remainder.
  function ranked(scores) {
    const unit = 2 ** 24;
    const keys = [];
    scores.forEach((score, document) => { if (score) keys.push(document - Math.round(score * 1e5) * unit); });
    return Float64Array.from(keys).sort().map((key) => (key % unit + unit) % unit);
  }

  // The sum of scores where none is 0.
  function together(rows) {
    return rows.reduce((sum, row) => sum.map((score, at) => (score && row[at] ? score + row[at] : 0)));
  }

  // "2022", "2020-2022", "2020-" and "-2022" as the first and the last year; a last year that is being typed is open.
  function yearRange(text) {
    const found = /^(\d{4})?(?:([-–—]|\.\.)(\d{0,4}))?$/.exec(text);
    if (!found || (!found[1] && (found[3] || "").length < 4)) return null;
    const first = Number(found[1] || 0);
    return [first, !found[2] ? first : found[3].length === 4 ? Number(found[3]) : Infinity];
  }

  window.scholarfolioSearch = function (index) {
    window.scholarfolioSearch.searcher = new Searcher(index);
  };
})();
