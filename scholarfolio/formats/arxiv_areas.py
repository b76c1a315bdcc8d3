"""The areas of arXiv, by their codes, as arXiv's own list of categories names them."""

from __future__ import annotations

_LISTS = {
    "astro-ph": """GA Astrophysics of Galaxies|CO Cosmology and Nongalactic Astrophysics|EP Earth and Planetary
        Astrophysics|HE High Energy Astrophysical Phenomena|IM Instrumentation and Methods for Astrophysics|SR Solar and
        Stellar Astrophysics""",
    "cond-mat": """dis-nn Disordered Systems and Neural Networks|mtrl-sci Materials Science|mes-hall Mesoscale and
        Nanoscale Physics|other Other Condensed Matter|quant-gas Quantum Gases|soft Soft Condensed Matter|stat-mech
        Statistical Mechanics|str-el Strongly Correlated Electrons|supr-con Superconductivity""",
    "cs": """AI Artificial Intelligence|CL Computation and Language|CC Computational Complexity|CE Computational
        Engineering, Finance, and Science|CG Computational Geometry|GT Computer Science and Game Theory|CV Computer
        Vision and Pattern Recognition|CY Computers and Society|CR Cryptography and Security|DS Data Structures and
        Algorithms|DB Databases|DL Digital Libraries|DM Discrete Mathematics|DC Distributed, Parallel, and Cluster
        Computing|ET Emerging Technologies|FL Formal Languages and Automata Theory|GL General Literature|GR
        Graphics|AR Hardware Architecture|HC Human-Computer Interaction|IR Information Retrieval|IT Information
        Theory|LO Logic in Computer Science|LG Machine Learning|MS Mathematical Software|MA Multiagent Systems|MM
        Multimedia|NI Networking and Internet Architecture|NE Neural and Evolutionary Computing|NA Numerical
        Analysis|OS Operating Systems|OH Other Computer Science|PF Performance|PL Programming Languages|RO Robotics|SI
        Social and Information Networks|SE Software Engineering|SD Sound|SC Symbolic Computation|SY Systems and
        Control""",
    "econ": "EM Econometrics|GN General Economics|TH Theoretical Economics",
    "eess": """AS Audio and Speech Processing|IV Image and Video Processing|SP Signal Processing|SY Systems and
        Control""",
    "math": """AG Algebraic Geometry|AT Algebraic Topology|AP Analysis of PDEs|CT Category Theory|CA Classical Analysis
        and ODEs|CO Combinatorics|AC Commutative Algebra|CV Complex Variables|DG Differential Geometry|DS Dynamical
        Systems|FA Functional Analysis|GM General Mathematics|GN General Topology|GT Geometric Topology|GR Group
        Theory|HO History and Overview|IT Information Theory|KT K-Theory and Homology|LO Logic|MP Mathematical
        Physics|MG Metric Geometry|NT Number Theory|NA Numerical Analysis|OA Operator Algebras|OC Optimization and
        Control|PR Probability|QA Quantum Algebra|RT Representation Theory|RA Rings and Algebras|SP Spectral
        Theory|ST Statistics Theory|SG Symplectic Geometry""",
    "nlin": """AO Adaptation and Self-Organizing Systems|CG Cellular Automata and Lattice Gases|CD Chaotic Dynamics|SI
        Exactly Solvable and Integrable Systems|PS Pattern Formation and Solitons""",
    "physics": """acc-ph Accelerator Physics|app-ph Applied Physics|ao-ph Atmospheric and Oceanic Physics|atm-clus
        Atomic and Molecular Clusters|atom-ph Atomic Physics|bio-ph Biological Physics|chem-ph Chemical
        Physics|class-ph Classical Physics|comp-ph Computational Physics|data-an Data Analysis, Statistics and
        Probability|flu-dyn Fluid Dynamics|gen-ph General Physics|geo-ph Geophysics|hist-ph History and Philosophy of
        Physics|ins-det Instrumentation and Detectors|med-ph Medical Physics|optics Optics|soc-ph Physics and
        Society|ed-ph Physics Education|plasm-ph Plasma Physics|pop-ph Popular Physics|space-ph Space Physics""",
    "q-bio": """BM Biomolecules|CB Cell Behavior|GN Genomics|MN Molecular Networks|NC Neurons and Cognition|OT Other
        Quantitative Biology|PE Populations and Evolution|QM Quantitative Methods|SC Subcellular Processes|TO Tissues
        and Organs""",
    "q-fin": """CP Computational Finance|EC Economics|GN General Finance|MF Mathematical Finance|PM Portfolio
        Management|PR Pricing of Securities|RM Risk Management|ST Statistical Finance|TR Trading and Market
        Microstructure""",
    "stat": """AP Applications|CO Computation|ME Methodology|ML Machine Learning|OT Other Statistics|TH Statistics
        Theory""",
}
_WHOLE = {
    "astro-ph": "Astrophysics",
    "cond-mat": "Condensed Matter",
    "gr-qc": "General Relativity and Quantum Cosmology",
    "hep-ex": "High Energy Physics - Experiment",
    "hep-lat": "High Energy Physics - Lattice",
    "hep-ph": "High Energy Physics - Phenomenology",
    "hep-th": "High Energy Physics - Theory",
    "math-ph": "Mathematical Physics",
    "nucl-ex": "Nuclear Experiment",
    "nucl-th": "Nuclear Theory",
    "quant-ph": "Quantum Physics",
}


def arxiv_areas() -> dict[str, str]:
    """Every area's name by its code: ``cs.CV`` is Computer Vision and Pattern Recognition."""
    areas = dict(_WHOLE)
    for archive, listed in _LISTS.items():
        for item in " ".join(listed.split()).split("|"):
            code, _, name = item.partition(" ")
            areas[f"{archive}.{code}"] = name
    return areas
