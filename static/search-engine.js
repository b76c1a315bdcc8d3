// Search without a server: answers queries from the index that scholarfolio/render/search/ writes.
//
// The words of all documents (the papers, then the other pages) stand in one long row, field by field, and each term is
// known by its places in that row: a phrase is a run of neighbouring places. The row comes in blocks, each with words
// of its own, and is put together when the index is loaded.
(() => {
  "use strict";

  // What a place in each field counts; 0 is found by filters alone.
  const WEIGHTS = { title: 8, authors: 6, topics: 4, venue: 3, text: 1, year: 2, type: 0, has: 0 };
  // A finished word may go on by so many letters: "model" finds "modeling".
  const ENDING = 3;
  const MOST_SIMILAR = 30;
  // Signs among the words of the row, by their numbers: between the texts of a field; behind a field, 1; and between
  // two words that have one place.
  const TEXT_END = 0;
  const SAME_PLACE = 2;
  const SIGNS = 3;
  // A block lists its words by the length of their codes.
  const LISTS = 3;

  class Searcher {
    constructor(settings, vocabulary, papers, pages) {
      this.papers = new Documents(papers);
      this.pages = new Documents(pages);
      this.years = papers.flatMap(({ shown }) => shown.year.split("\n").map(Number));
      this.fields = settings.fields;
      // the fields that filters such as author:lovelace look in
      this.filters = new Map(Object.entries(settings.filters));
      this.size = this.papers.size + this.pages.size;
      this.folding = new Folding(settings);
      const terms = vocabulary.map((part) => (part.terms ? part.terms.split(" ") : []));
      this.terms = new Terms(terms.flat());
      let first = 0;
      const listed = vocabulary.map((part, at) => {
        const own = { first, blocks: part.blocks.split("!") };
        first += terms[at].length;
        return own;
      });
      this.layOut(listed, [...papers, ...pages]);
    }

    // Put the row together from its blocks. Their words come in parts of the vocabulary, by initials: of each part the
    // number of its first term, and what each block lists of it.
    layOut(listed, blocks) {
      const terms = this.terms.list.length;
      const counts = new Uint32Array(terms + SIGNS); // how often each term and each sign stands in it
      const rows = blocks.map(({ row }, block) => this.read(row, this.words(listed, block), counts));
      // All places of all terms, ascending for each, and where those of each begin.
      this.bounds = new Uint32Array(terms + 1);
      for (let term = 0; term < terms; term++) this.bounds[term + 1] = this.bounds[term] + counts[term];
      this.places = new Uint32Array(this.bounds[terms]);
      // Whose each place is: the number of a document, and in the last four bits of a field. Where each document
      // begins.
      this.owners = new Uint32Array(rows.reduce((sum, row) => sum + row.length, 0));
      this.starts = new Uint32Array(this.size + 1);
      this.end = this.document = this.field = 0;
      const next = this.bounds.slice();
      rows.forEach((row) => this.add(row, next));
    }

    // What the numbers in a block's row stand for: the signs, which have those behind the terms, and the block's words.
    words(listed, block) {
      const parts = listed.map(({ first, blocks }) => ({ first, lists: blocks[block].split(" ") }));
      const words = new Uint32Array(listed.reduce((sum, { blocks }) => sum + blocks[block].length, SIGNS));
      let count = 0;
      while (count < SIGNS) words[count] = this.terms.list.length + count++;
      for (let list = 0; list < LISTS; list++) {
        for (const { first, lists } of parts) count = steps(lists[list], first, words, count);
      }
      return words;
    }

    // A block's row, as the terms and signs that stand in it; read as ``steps`` does, and counted at the same time.
    read(code, words, counts) {
      const row = new Uint32Array(code.length);
      let count = 0;
      let number = 0;
      for (let i = 0; i < code.length; i++) {
        const digit = code.charCodeAt(i);
        if (digit >= 93) {
          number = number * 34 + digit - 93;
        } else {
          const word = words[number * 57 + digit - 35];
          row[count++] = word;
          counts[word]++;
          number = 0;
        }
      }
      return row.subarray(0, count);
    }

    // Note the places of a block's words.
    add(row, next) {
      const { places, owners } = this;
      const terms = this.terms.list.length;
      let { end } = this;
      let start = end;
      let owner = (this.document << 4) | this.field;
      for (let i = 0; i < row.length; i++) {
        const word = row[i];
        if (word < terms) {
          owners[end] = owner;
          places[next[word]++] = end++;
        } else if (word === terms + SAME_PLACE) {
          end--;
        } else {
          if (end > start) end++; // one place stays empty behind each text: no phrase runs on into the next
          if (word === terms + TEXT_END) continue;
          start = end;
          this.field = (this.field + 1) % this.fields.length;
          if (this.field === 0) this.starts[++this.document] = end;
          owner = (this.document << 4) | this.field;
        }
      }
      this.end = end;
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
      const papers = this.papers.size;
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
      this.years.forEach((year, paper) => {
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

  // What is shown of documents. Of a block it comes as one text of each sort, which is taken apart when it is needed.
  class Documents {
    constructor(blocks) {
      this.blocks = blocks;
      this.lines = [];
      this.size = 0;
      this.starts = blocks.map(({ documents }) => (this.size += documents) - documents);
    }

    shown(number) {
      const block = firstFrom(this.starts, number + 1) - 1;
      const lines = this.lines[block] ||=
        Object.entries(this.blocks[block].shown).map(([sort, text]) => [sort, text.split("\n")]);
      return Object.fromEntries(lines.map(([sort, list]) => [sort, list[number - this.starts[block]]]));
    }
  }

  // Words as they are compared, by the tables that come with the index.
  class Folding {
    constructor(settings) {
      const single = "[" + settings.singles + "]";
      const letter = "(?:(?!" + single + ")[\\p{L}\\p{N}]|[" + settings.vowels + "])";
      this.letters = settings.letters;
      this.marks = new RegExp("[" + settings.marks + "]", "gu");
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
    constructor(list) {
      this.list = list;
      this.known = new Map();
      this.shared = new Uint16Array(list.length); // how many letters each has in common with the one before
      for (let term = 1; term < list.length; term++) this.shared[term] = shared(list[term - 1], list[term]);
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

  // Put into a list, from a position on, the numbers that are so many steps from each other. The last digit of each
  // step is one of 57 characters from "#" on, those before are of 34 from "]" on. Returns the position behind them.
  function steps(code, number, list, at) {
    let step = 0;
    for (let i = 0; i < code.length; i++) {
      const digit = code.charCodeAt(i);
      if (digit >= 93) {
        step = step * 34 + digit - 93;
      } else {
        list[at++] = number += step * 57 + digit - 35;
        step = 0;
      }
    }
    return at;
  }

  // How many letters two words have in common at their beginning.
  function shared(one, other) {
    let at = 0;
    while (at < one.length && one.charCodeAt(at) === other.charCodeAt(at)) at++;
    return at;
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

  window.scholarfolioSearch = (settings, vocabulary, papers, pages) => {
    window.scholarfolioSearch.searcher = new Searcher(settings, vocabulary, papers, pages);
  };
})();
