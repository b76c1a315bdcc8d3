// Search without a server: answers queries from the index that scholarfolio/search_index.py writes.
//
// The index is a concordance: the words of all documents (the papers, then the other pages) stand in one long row, field
// by field, and each term comes with its places in that row. A phrase is a run of neighbouring places.
(function () {
  "use strict";

  // What a place in each field counts; 0 is found by filters alone.
  const WEIGHTS = { title: 8, authors: 6, topics: 4, venue: 3, text: 1, year: 2, type: 0, has: 0 };
  const FILTERS = {
    title: "title", author: "authors", topic: "topics", venue: "venue", abstract: "text", type: "type", has: "has",
    is: "has",
  };
  // A word that is finished may go on by so many letters: "model" finds "modelling".
  const ENDING = 3;
  const MOST_SIMILAR = 30;

  class Searcher {
    constructor(index) {
      this.papers = index.papers;
      this.pages = index.pages;
      this.size = index.papers.paths.length + index.pages.paths.length;
      this.folding = new Folding(index);
      this.terms = new Terms(index.terms);
      this.codes = index.places.split(" ");
      this.decoded = [];
      this.layOut(index);
    }

    // Work out which document and which field every place belongs to.
    layOut(index) {
      const lengths = numbers(index.lengths);
      const total = lengths.reduce(function (sum, length) { return sum + length; }, 0);
      this.fields = index.fields;
      this.documentOf = new Uint32Array(total);
      this.fieldOf = new Uint8Array(total);
      this.starts = new Uint32Array(this.size + 1);
      let at = 0;
      lengths.forEach((length, number) => {
        const field = number % index.fields.length;
        const document = (number - field) / index.fields.length;
        this.documentOf.fill(document, at, at + length);
        this.fieldOf.fill(field, at, at + length);
        at += length;
        this.starts[document + 1] = at;
      });
    }

    // The places of a term, ascending.
    places(term) {
      return this.decoded[term] || (this.decoded[term] = sums(this.codes[term]));
    }

    // Search. Returns null for a query that asks for nothing, else the numbers of papers and of other pages, the best
    // first, the terms that were found, and whether these are only similar to what was asked for.
    search(query) {
      const clauses = this.parsed(query);
      if (!clauses.length) return null;
      const exact = this.answer(clauses, false);
      if (exact.papers.length || exact.pages.length) return exact;
      return this.answer(clauses, true);
    }

    // Take a query apart: words, "phrases", field:words and year:from-to.
    parsed(query) {
      const clauses = [];
      for (const part of query.matchAll(/(?:([a-z]+):(?=\S))?(?:["“”„]([^"“”„]*)(["“”„]?)|(\S+))/giu)) {
        const name = (part[1] || "").toLowerCase();
        const years = name === "year" && yearRange(part[4] || part[2]);
        if (years) {
          clauses.push({ years: years });
          continue;
        }
        const field = Object.hasOwn(FILTERS, name) ? FILTERS[name] : "";
        const quoted = part[4] === undefined;
        const text = field || quoted ? (quoted ? part[2] : part[4]) : part[0];
        const atEnd = part.index + part[0].length === query.length && !part[3];
        const reach = (atEnd && !part[3]) || (field && !quoted) ? Infinity : quoted ? 0 : ENDING;
        const words = this.folding.words(text);
        if (words.length) clauses.push({ words: words, field: field, quoted: quoted, reach: reach });
      }
      return clauses;
    }

    answer(clauses, loosely) {
      const found = { papers: [], pages: [], terms: new Map(), similar: false };
      const scores = this.together(clauses.map((clause) => this.rated(clause, loosely, found)));
      this.favourNeighbours(clauses, scores);
      const best = [];
      for (let document = 0; document < this.size; document++) if (scores[document]) best.push(document);
      best.sort(function (a, b) { return scores[b] - scores[a] || a - b; });
      for (const document of best) {
        if (document < this.papers.paths.length) found.papers.push(document);
        else found.pages.push(document - this.papers.paths.length);
      }
      return found;
    }

    // A score for each document, 0 where a clause does not hold.
    rated(clause, loosely, found) {
      if (clause.years) return this.ratedByYear(clause.years);
      const weights = this.weights(clause.field);
      const matches = this.matches(clause, loosely, found);
      const scores = this.scored(matches, weights);
      if (clause.words.length > 1 && !clause.quoted && !scores.some(Boolean)) {
        return this.together(clause.words.map((word) => this.rated({ ...clause, words: [word] }, loosely, found)));
      }
      if (clause.words.length === 1 && !clause.quoted && (loosely || !scores.some(Boolean))) {
        return this.ratedLoosely(clause, matches, weights, found);
      }
      return scores;
    }

    ratedByYear(years) {
      const scores = new Float32Array(this.size);
      this.papers.years.forEach(function (year, paper) {
        if (year >= years[0] && year <= years[1]) scores[paper] = 1;
      });
      return scores;
    }

    ratedLoosely(clause, matches, weights, found) {
      const similar = this.terms.similar(clause.words[0], clause.reach === Infinity);
      const all = matches.concat(this.noted(similar, found));
      const scores = this.scored(all, weights);
      if (similar.length && scores.some(Boolean)) found.similar = true;
      return scores;
    }

    weights(field) {
      return this.fields.map(function (name) { return field ? Number(name === field) : WEIGHTS[name]; });
    }

    // What a clause finds: runs of places, each with how well it fits.
    matches(clause, loosely, found) {
      const words = clause.words;
      if (words.length === 1) return this.noted(this.terms.beginning(words[0], clause.reach), found);
      const phrase = { places: this.phrase(words, clause.reach, found), fit: words.length };
      if (clause.quoted) return [phrase];
      return [phrase].concat(this.noted(this.terms.beginning(words.join(""), clause.reach), found));
    }

    noted(matches, found) {
      return matches.map((match) => {
        found.terms.set(this.terms.list[match.term], match.term);
        return { places: this.places(match.term), fit: match.fit };
      });
    }

    // Where the words stand side by side: the places of the first.
    phrase(words, reach, found) {
      let starts = null;
      words.forEach((word, offset) => {
        const matches = this.terms.beginning(word, offset === words.length - 1 ? reach : 0);
        const places = merged(this.noted(matches, found));
        starts = starts ? followed(starts, places, offset) : places;
      });
      return starts;
    }

    // What is found in more places and in weightier fields counts more, what few documents have counts most.
    scored(matches, weights) {
      const scores = new Float32Array(this.size);
      for (const match of matches) {
        for (const place of match.places) {
          scores[this.documentOf[place]] += weights[this.fieldOf[place]] * match.fit;
        }
      }
      let count = 0;
      for (const score of scores) if (score) count++;
      const rarity = Math.log(1 + this.size / count);
      for (let i = 0; i < scores.length; i++) if (scores[i]) scores[i] = rarity * scores[i] / (scores[i] + 4);
      return scores;
    }

    // The sum of scores where none is 0.
    together(rows) {
      const sum = rows[0].slice();
      for (const row of rows.slice(1)) {
        for (let i = 0; i < sum.length; i++) sum[i] = sum[i] && row[i] ? sum[i] + row[i] : 0;
      }
      return sum;
    }

    // Words asked for side by side count more where they stand side by side.
    favourNeighbours(clauses, scores) {
      for (let i = 1; i < clauses.length; i++) {
        const pair = [clauses[i - 1], clauses[i]];
        if (!pair.every(function (c) { return c.words && c.words.length === 1 && !c.field && c.words[0].length > 1; })) continue;
        const words = [pair[0].words[0], pair[1].words[0]];
        const bonus = this.scored([{ places: this.phrase(words, ENDING, { terms: new Map() }), fit: 1 }], this.weights(""));
        for (let d = 0; d < scores.length; d++) if (scores[d]) scores[d] += bonus[d];
      }
    }

    // Which of the found terms a document has in which fields: what to tell a reader who does not see why it is there.
    whereFound(document, terms) {
      const found = {};
      for (const [word, term] of Array.from(terms).slice(0, 60)) {
        const places = this.places(term);
        for (let i = firstFrom(places, this.starts[document]); places[i] < this.starts[document + 1]; i++) {
          const field = this.fields[this.fieldOf[places[i]]];
          (found[field] = found[field] || new Set()).add(word);
        }
      }
      return found;
    }
  }

  // Words as they are compared, by the tables that come with the index.
  class Folding {
    constructor(index) {
      const letter = "(?:(?![" + index.singles + "])[\\p{L}\\p{N}]|[" + index.vowels + "])";
      const joined = letter + "+(?:[-'.]" + letter + "+)*";
      this.letters = index.letters;
      this.marks = new RegExp("[" + index.marks + "]", "gu");
      this.folded = new RegExp("[" + index.singles + "]|" + letter + "+", "gu");
      // the same in a text as it is shown, where accents are still on their letters
      this.shown = new RegExp("[" + index.singles + "]|" + letter + "(?:" + letter + "|\\p{M})*", "gu");
    }

    fold(text) {
      const bare = text.normalize("NFKD").replace(this.marks, "").toLowerCase();
      return bare.replace(/[^\0-\x7f]/gu, (letter) => this.letters[letter] || letter);
    }

    words(text) {
      return this.fold(text).match(this.folded) || [];
    }

    // A text in pieces, alternately without and with words among ``terms``.
    marked(text, terms) {
      const pieces = [""];
      let end = 0;
      for (const found of text.matchAll(this.shown)) {
        if (!this.words(found[0]).some(function (word) { return terms.has(word); })) continue;
        if (found.index === end && pieces.length > 1) pieces[pieces.length - 1] += found[0];
        else pieces.push(text.slice(end, found.index), found[0]);
        end = found.index + found[0].length;
      }
      pieces[0] = pieces.length > 1 ? pieces.splice(1, 1)[0] : "";
      pieces.push(text.slice(end));
      return pieces;
    }
  }

  // All terms, sorted.
  class Terms {
    constructor(code) {
      this.list = [];
      this.shared = [];
      let before = "";
      for (const part of code.match(/[A-Z][^A-Z]*/g) || []) {
        const shared = part.charCodeAt(0) - 65;
        before = before.slice(0, shared) + part.slice(1);
        this.shared.push(shared);
        this.list.push(before);
      }
    }

    // Terms that begin with a word and go on by at most ``reach`` letters; and a plural finds its singular.
    beginning(word, reach) {
      const matches = [];
      for (let term = firstFrom(this.list, word); term < this.list.length; term++) {
        const found = this.list[term];
        if (!found.startsWith(word)) break;
        const ending = found.length - word.length;
        if (ending <= reach) matches.push({ term: term, fit: 1 / (1 + ending / 4) });
      }
      if (reach && word.length > 4 && word.endsWith("s")) {
        const singular = firstFrom(this.list, word.slice(0, -1));
        if (this.list[singular] === word.slice(0, -1)) matches.push({ term: singular, fit: 0.8 });
      }
      return matches;
    }

    // Terms that a word is a slip of: one letter missing, added, wrong or swapped with the next; in a long word two.
    // With ``unfinished``, terms that begin so. The sorted terms are walked as a tree: what two share is compared once.
    similar(word, unfinished) {
      const most = word.length < 4 || /[0-9]/.test(word) ? 0 : word.length < 8 ? 1 : 2;
      if (!most) return [];
      const slips = new Slips(word, most);
      const matches = [];
      let dead = Infinity;
      this.list.forEach((term, number) => {
        if (this.shared[number] >= dead) return;
        dead = slips.compare(term, Math.min(this.shared[number], slips.depth));
        const distance = unfinished ? slips.nearest() : dead === Infinity ? slips.distance() : Infinity;
        if (distance > 0 && distance <= most) matches.push({ term: number, fit: 0.4 / distance });
      });
      return matches.sort(function (a, b) { return b.fit - a.fit || a.term - b.term; }).slice(0, MOST_SIMILAR);
    }
  }

  // How many slips lead from a word to a term (optimal string alignment), letter by letter of the term.
  class Slips {
    constructor(word, most) {
      this.word = word;
      this.most = most;
      this.rows = [Array.from(word + " ", function (_, at) { return at; })];
      this.least = [0];
      this.best = [word.length];
      this.depth = 0;
    }

    // Compare a term whose first ``shared`` letters are those of the one before. Returns how many letters are enough to
    // tell that neither it nor any other term that begins so can be near; Infinity when it may be.
    compare(term, shared) {
      this.depth = shared;
      while (this.depth < term.length) {
        this.add(term, this.depth + 1);
        this.depth++;
        const hopeless = this.least[this.depth] > this.most && this.least[this.depth - 1] >= this.most;
        if (hopeless) return this.depth;
      }
      return Infinity;
    }

    add(term, depth) {
      const word = this.word;
      const before = this.rows[depth - 1];
      const row = [depth];
      for (let j = 1; j <= word.length; j++) {
        let slips = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + Number(word[j - 1] !== term[depth - 1]));
        const swapped = depth > 1 && j > 1 && word[j - 1] === term[depth - 2] && word[j - 2] === term[depth - 1];
        if (swapped) slips = Math.min(slips, this.rows[depth - 2][j - 2] + 1);
        row.push(slips);
      }
      this.rows[depth] = row;
      this.least[depth] = Math.min(...row);
      this.best[depth] = Math.min(this.best[depth - 1], row[word.length]);
    }

    distance() {
      return this.rows[this.depth][this.word.length];
    }

    // To the nearest beginning of the term.
    nearest() {
      return this.best[this.depth];
    }
  }

  // Numbers

  // Read numbers: the last digit of each is one of 57 characters from "#" on, those before are of 34 from "]" on.
  function numbers(code) {
    const found = new Uint32Array(code.length);
    let count = 0;
    let number = 0;
    for (let i = 0; i < code.length; i++) {
      const digit = code.charCodeAt(i);
      if (digit >= 93) {
        number = number * 34 + digit - 93;
      } else {
        found[count++] = number * 57 + digit - 35;
        number = 0;
      }
    }
    return found.subarray(0, count);
  }

  // Read numbers that are given by their distances.
  function sums(code) {
    const found = numbers(code);
    for (let i = 1; i < found.length; i++) found[i] += found[i - 1];
    return found;
  }

  function merged(matches) {
    if (matches.length === 1) return matches[0].places;
    const all = new Uint32Array(matches.reduce(function (sum, match) { return sum + match.places.length; }, 0));
    let at = 0;
    for (const match of matches) {
      all.set(match.places, at);
      at += match.places.length;
    }
    return all.sort();
  }

  // Those of ``starts`` that have one of ``places`` so far behind them.
  function followed(starts, places, offset) {
    let i = 0;
    return starts.filter(function (start) {
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

  function yearRange(text) {
    const found = /^(\d{4})?([-–—]|\.\.)?(\d{4})?$/.exec(text || "");
    if (!found || !(found[1] || found[3])) return null;
    if (!found[2]) return found[3] ? null : [Number(found[1]), Number(found[1])];
    return [Number(found[1] || 0), Number(found[3] || 9999)];
  }

  window.scholarfolioSearch = function (index) {
    window.scholarfolioSearch.searcher = new Searcher(index);
  };
})();
